-- Saving plans, for admins: every function names what is wrong field by field, in the detail of its error.

-- Functions

create function private.number_in(value jsonb)
returns numeric
language sql
immutable
set search_path = ''
as $$
  select case when jsonb_typeof(value) = 'number' then value::text::numeric end
$$;

create function private.text_in(value jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when jsonb_typeof(value) = 'string' then value #>> '{}' end
$$;

create function private.plan_errors(fields jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(rule.field, jsonb_build_array(rule.message)), '{}')
  from (
    select
      private.text_in(fields -> 'name') as name,
      private.text_in(fields -> 'description') as description,
      private.number_in(fields -> 'roi_percent') as roi,
      private.number_in(fields -> 'duration_days') as days,
      private.number_in(fields -> 'min_amount') as low,
      private.number_in(fields -> 'max_amount') as high,
      private.text_in(fields -> 'currency') as currency
  ) as given
  cross join lateral (
    values
      (
        'name',
        char_length(name) between 1 and 80 and name = btrim(name) and name !~ '[[:cntrl:]]',
        'A name has 1 to 80 characters.'
      ),
      ('description', char_length(description) <= 2000, 'A description has at most 2,000 characters.'),
      (
        'roi_percent',
        roi > 0 and roi < 1000 and roi = round(roi, 3),
        'The return is above 0 and below 1,000 percent, with at most 3 decimals.'
      ),
      (
        'duration_days',
        days between 1 and 36500 and days = trunc(days),
        'The duration is a whole number of days from 1 to 36,500.'
      ),
      (
        'min_amount',
        low between 1 and 10000000000000 and low = trunc(low),
        'The smallest amount is above 0, in whole minor units.'
      ),
      (
        'max_amount',
        high between coalesce(low, 1) and 10000000000000 and high = trunc(high),
        'The largest amount is no less than the smallest, in whole minor units.'
      ),
      ('currency', currency ~ '^[A-Z]{3}$', 'A currency is three capital letters, such as INR.'),
      ('is_active', jsonb_typeof(fields -> 'is_active') = 'boolean', 'On offer is true or false.')
  ) as rule (field, holds, message)
  where rule.holds is not true
$$;

comment on function private.plan_errors(jsonb) is
  'What is wrong with the fields of a plan: {"field": ["sentence"]}; empty when they can be saved.';

create function private.tidy_plan(patch jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  -- Blanks around a name are nobody's intention; what is no text stays for plan_errors to name.
  select case
    when private.text_in(patch -> 'name') is null then patch
    else patch || jsonb_build_object('name', btrim(patch ->> 'name'))
  end
$$;

create function private.unknown_plan_fields(patch jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(key, jsonb_build_array('A plan has no such field.')), '{}')
  from jsonb_object_keys(patch) as key
  where key not in (
    'name', 'description', 'roi_percent', 'duration_days', 'min_amount', 'max_amount', 'currency', 'is_active'
  )
$$;

create function private.new_plan_fields(patch jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object('description', '', 'currency', 'INR', 'is_active', true) || private.tidy_plan(patch)
$$;

create function private.refuse_plan_fields(errors jsonb, code text default 'PT400')
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  first_error text;
begin
  select value ->> 0 into first_error from jsonb_each(errors) order by key limit 1;
  if first_error is not null then
    raise exception '%', first_error
      using errcode = refuse_plan_fields.code, detail = jsonb_build_object('fields', errors);
  end if;
end
$$;

create function private.store_plan(plan_id uuid, fields jsonb)
returns public.plans
language plpgsql
set search_path = ''
as $$
declare
  wanted constant public.plans := jsonb_populate_record(null::public.plans, fields);
  stored public.plans;
  violated text;
begin
  update public.plans as p
  set
    name = wanted.name,
    description = wanted.description,
    roi_percent = wanted.roi_percent,
    duration_days = wanted.duration_days,
    min_amount = wanted.min_amount,
    max_amount = wanted.max_amount,
    currency = wanted.currency,
    is_active = wanted.is_active
  where p.id = store_plan.plan_id
  returning p.* into stored;
  if not found then
    insert into public.plans
      (id, name, description, roi_percent, duration_days, min_amount, max_amount, currency, is_active)
    values (
      store_plan.plan_id, wanted.name, wanted.description, wanted.roi_percent, wanted.duration_days,
      wanted.min_amount, wanted.max_amount, wanted.currency, wanted.is_active
    )
    returning * into stored;
  end if;
  return stored;
exception
  when unique_violation then
    get stacked diagnostics violated = constraint_name;
    if violated <> 'plans_name_is_free' then
      raise exception 'Someone else has just restored this plan.' using errcode = 'PT409';
    end if;
    perform private.refuse_plan_fields('{"name": ["Another plan has this name."]}', 'PT409');
    return null;
end
$$;

create function private.require_patch(patch jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(patch) is distinct from 'object' then
    raise exception 'A plan is an object of fields.' using errcode = 'PT400';
  end if;
  perform private.refuse_plan_fields(private.unknown_plan_fields(patch));
end
$$;

create function private.lock_plan(plan_id uuid)
returns public.plans
language plpgsql
set search_path = ''
as $$
declare
  locked public.plans;
begin
  select p.* into locked from public.plans as p where p.id = lock_plan.plan_id for update;
  if locked.id is not null then
    return locked;
  end if;
  if exists (select from public.plan_changes as c where c.plan_id = lock_plan.plan_id) then
    raise exception 'This plan has been deleted.' using errcode = 'PT404';
  end if;
  raise exception 'There is no such plan.' using errcode = 'PT404';
end
$$;

create function private.require_plan_version(plan public.plans, version integer)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if version is null then
    raise exception 'Say which version of the plan you have seen.' using errcode = 'PT400';
  end if;
  if plan.version <> version then
    raise exception 'This plan has changed since version %: it is at version % now.', version, plan.version
      using errcode = 'PT409',
        detail = jsonb_build_object('version', plan.version, 'current', private.plan_fields(plan));
  end if;
end
$$;

create function public.save_plan(id uuid, version integer, patch jsonb, idempotency_key uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  current_plan public.plans;
  fields jsonb;
  answer jsonb;
begin
  perform private.require_admin();
  perform private.require_patch(save_plan.patch);
  if save_plan.idempotency_key is not null then
    answer := private.begin_call(
      auth.uid(), save_plan.idempotency_key, 'save_plan',
      jsonb_build_object('id', save_plan.id, 'version', save_plan.version, 'patch', save_plan.patch)
    );
    if answer is not null then
      return answer;
    end if;
  end if;

  if save_plan.id is null then
    fields := private.new_plan_fields(save_plan.patch);
  else
    current_plan := private.lock_plan(save_plan.id);
    perform private.require_plan_version(current_plan, save_plan.version);
    fields := private.plan_fields(current_plan) || private.tidy_plan(save_plan.patch);
  end if;
  perform private.refuse_plan_fields(private.plan_errors(fields));
  answer := to_jsonb(private.store_plan(coalesce(save_plan.id, gen_random_uuid()), fields));
  if save_plan.idempotency_key is null then
    return answer;
  end if;
  return private.end_call(auth.uid(), save_plan.idempotency_key, answer);
end
$$;

comment on function public.save_plan(uuid, integer, jsonb, uuid) is
  'Creates a plan (id null) or changes the named fields of the version that the admin has seen; the saved row.';

create function public.restore_plan(plan_id uuid, version integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  fields jsonb;
  restored public.plans;
begin
  perform private.require_admin();
  perform from public.plans as p where p.id = restore_plan.plan_id for update;
  -- The version of a deletion stands for what was deleted.
  select coalesce(c.after, c.before) into fields
  from public.plan_changes as c
  where c.plan_id = restore_plan.plan_id and c.version = restore_plan.version;
  if fields is null then
    raise exception 'There is no such version of this plan.' using errcode = 'PT404';
  end if;

  perform set_config('rowcast.restored_version', restore_plan.version::text, true);
  restored := private.store_plan(restore_plan.plan_id, fields);
  perform set_config('rowcast.restored_version', '', true);
  return to_jsonb(restored);
end
$$;

comment on function public.restore_plan(uuid, integer) is
  'Saves the fields of an earlier version as a new one, also of a deleted plan; the saved row.';

create function private.plan_impact(plan_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'active_investments', count(*),
    'investors', count(distinct u.user_id),
    'active_amount', coalesce(sum(u.amount), 0),
    'followers', (
      select count(*) from public.plan_followers as f
      where f.plan_id = plan_impact.plan_id and f.unfollowed_at is null
    )
  )
  from public.user_plans as u
  where u.plan_id = plan_impact.plan_id and u.status = 'active' and u.ends_at > now()
$$;

create function public.get_plan_impact(plan_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_admin();
  return private.plan_impact(get_plan_impact.plan_id) || jsonb_build_object('as_of', public.read_as_of());
end
$$;

comment on function public.get_plan_impact(uuid) is
  'How many active investments a change of terms reaches, or a deletion ends as cancelled.';

create function public.delete_plan(id uuid, version integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  doomed public.plans;
  impact jsonb;
begin
  perform private.require_admin();
  doomed := private.lock_plan(delete_plan.id);
  perform private.require_plan_version(doomed, delete_plan.version);
  impact := private.plan_impact(delete_plan.id);
  delete from public.plans as p where p.id = delete_plan.id;
  return jsonb_build_object('id', doomed.id, 'name', doomed.name, 'cancelled', impact -> 'active_investments');
end
$$;

-- Grants: the functions themselves ask who calls.

revoke all on function private.number_in(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.text_in(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.plan_errors(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.tidy_plan(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.unknown_plan_fields(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.new_plan_fields(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.refuse_plan_fields(jsonb, text) from public, anon, authenticated, service_role;
revoke all on function private.store_plan(uuid, jsonb) from public, anon, authenticated, service_role;
revoke all on function private.require_patch(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.lock_plan(uuid) from public, anon, authenticated, service_role;
revoke all on function private.require_plan_version(public.plans, integer)
  from public, anon, authenticated, service_role;
revoke all on function private.plan_impact(uuid) from public, anon, authenticated, service_role;
revoke all on function public.save_plan(uuid, integer, jsonb, uuid) from public, anon, authenticated, service_role;
revoke all on function public.restore_plan(uuid, integer) from public, anon, authenticated, service_role;
revoke all on function public.get_plan_impact(uuid) from public, anon, authenticated, service_role;
revoke all on function public.delete_plan(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.save_plan(uuid, integer, jsonb, uuid) to authenticated;
grant execute on function public.restore_plan(uuid, integer) to authenticated;
grant execute on function public.get_plan_impact(uuid) to authenticated;
grant execute on function public.delete_plan(uuid, integer) to authenticated;
