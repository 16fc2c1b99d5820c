-- Import: many plans in one call, each row on its own, so that a bad one never takes the good ones with it.

-- Functions

create function private.import_plan(fields jsonb, is_dry_run boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  errors jsonb;
  complete jsonb;
  stored public.plans;
  problem text;
  detail text;
begin
  if jsonb_typeof(fields) is distinct from 'object' then
    return '{"ok": false, "message": "A plan is an object of fields.", "fields": {}}';
  end if;
  complete := private.new_plan_fields(fields);
  errors := private.plan_errors(complete) || private.unknown_plan_fields(fields);
  if not errors ? 'name' and exists (
    select from public.plans as p where lower(p.name) = lower(complete ->> 'name')
  ) then
    errors := errors || '{"name": ["Another plan has this name."]}';
  end if;
  if errors <> '{}' then
    return jsonb_build_object('ok', false, 'message', 'This row has mistakes.', 'fields', errors);
  end if;
  if is_dry_run then
    return jsonb_build_object('ok', true, 'id', null, 'name', complete ->> 'name');
  end if;
  stored := private.store_plan(gen_random_uuid(), complete);
  return jsonb_build_object('ok', true, 'id', stored.id, 'name', stored.name);
exception
  -- Another admin took the name a moment ago.
  when sqlstate 'PT409' then
    get stacked diagnostics problem = message_text, detail = pg_exception_detail;
    return jsonb_build_object('ok', false, 'message', problem, 'fields', detail::jsonb -> 'fields');
end
$$;

create function public.import_plans(rows jsonb, idempotency_key uuid default null, dry_run boolean default false)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  answer jsonb;
  results jsonb := '[]';
  result jsonb;
  item record;
  seen_names text[] := '{}';
  item_name text;
begin
  perform private.require_admin();
  if jsonb_typeof(import_plans.rows) is distinct from 'array'
    or jsonb_array_length(import_plans.rows) not between 1 and 500 then
    raise exception 'An import has 1 to 500 rows.' using errcode = 'PT400';
  end if;
  if not coalesce(import_plans.dry_run, false) then
    answer := private.begin_call(
      auth.uid(), import_plans.idempotency_key, 'import_plans', jsonb_build_object('rows', import_plans.rows)
    );
    if answer is not null then
      return answer;
    end if;
  end if;

  for item in
    select value as fields, ordinality as number from jsonb_array_elements(import_plans.rows) with ordinality
  loop
    item_name := lower(btrim(item.fields ->> 'name'));
    result := private.import_plan(item.fields, coalesce(import_plans.dry_run, false));
    -- A trial writes nothing, so it has to remember the names itself.
    if (result ->> 'ok')::boolean and item_name = any (seen_names) then
      result := '{"ok": false, "message": "This row has mistakes.",
        "fields": {"name": ["An earlier row has this name."]}}';
    end if;
    seen_names := seen_names || item_name;
    results := results || jsonb_build_array(jsonb_build_object('row', item.number) || result);
  end loop;

  answer := jsonb_build_object(
    'results', results,
    'imported', (
      select count(*) from jsonb_array_elements(results) as one
      where (one ->> 'ok')::boolean and not coalesce(import_plans.dry_run, false)
    ),
    'failed', (select count(*) from jsonb_array_elements(results) as one where not (one ->> 'ok')::boolean)
  );
  if coalesce(import_plans.dry_run, false) then
    return answer;
  end if;
  return private.end_call(auth.uid(), import_plans.idempotency_key, answer);
end
$$;

comment on function public.import_plans(jsonb, uuid, boolean) is
  'Creates a plan for each good row and says of each other row what is wrong; a dry run only says.';

-- Grants

revoke all on function private.import_plan(jsonb, boolean) from public, anon, authenticated, service_role;
revoke all on function public.import_plans(jsonb, uuid, boolean) from public, anon, authenticated, service_role;
grant execute on function public.import_plans(jsonb, uuid, boolean) to authenticated;
