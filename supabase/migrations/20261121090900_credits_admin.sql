-- Credits for admins: grant, correct, and the list of creators.

-- Functions

create function private.require_creator(user_id uuid)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if not exists (
    select from auth.users where users.id = require_creator.user_id and not users.is_anonymous
  ) then
    raise exception 'There is no such account.' using errcode = 'PT404';
  end if;
end
$$;

create function public.grant_credits(user_id uuid, amount integer, reason text, idempotency_key uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  purpose constant text := private.require_credit_reason(grant_credits.reason);
  answer jsonb;
begin
  perform private.require_admin();
  perform private.require_credit_amount(grant_credits.amount);
  perform private.require_creator(grant_credits.user_id);
  answer := private.begin_call(
    auth.uid(), grant_credits.idempotency_key, 'grant_credits',
    jsonb_build_object('user_id', grant_credits.user_id, 'amount', grant_credits.amount, 'reason', purpose)
  );
  if answer is not null then
    return answer;
  end if;

  perform private.explain_credits(purpose, grant_credits.idempotency_key);
  insert into public.user_credits (user_id, credits, plan_type, membership)
  values (grant_credits.user_id, grant_credits.amount, 'one_time', 'Grant');
  perform private.explain_credits(null, null);
  return private.end_call(
    auth.uid(), grant_credits.idempotency_key,
    jsonb_build_object('credits', private.total_credits(grant_credits.user_id))
  );
end
$$;

create function public.correct_credits(user_id uuid, delta integer, reason text, idempotency_key uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  purpose constant text := private.require_credit_reason(correct_credits.reason);
  answer jsonb;
begin
  perform private.require_admin();
  if correct_credits.delta is null or correct_credits.delta = 0
    or correct_credits.delta not between -1000000 and 1000000 then
    raise exception 'A correction is a whole number from -1,000,000 to 1,000,000 and not 0.' using errcode = 'PT400';
  end if;
  perform private.require_creator(correct_credits.user_id);
  answer := private.begin_call(
    auth.uid(), correct_credits.idempotency_key, 'correct_credits',
    jsonb_build_object('user_id', correct_credits.user_id, 'delta', correct_credits.delta, 'reason', purpose)
  );
  if answer is not null then
    return answer;
  end if;

  perform private.lock_credits(correct_credits.user_id);
  perform private.expire_credits(correct_credits.user_id);
  perform private.explain_credits(purpose, correct_credits.idempotency_key);
  if correct_credits.delta > 0 then
    insert into public.user_credits (user_id, credits, plan_type, membership)
    values (correct_credits.user_id, correct_credits.delta, 'one_time', 'Correction');
  else
    perform private.take_credits(correct_credits.user_id, -correct_credits.delta);
  end if;
  perform private.explain_credits(null, null);
  return private.end_call(
    auth.uid(), correct_credits.idempotency_key,
    jsonb_build_object('credits', private.total_credits(correct_credits.user_id))
  );
end
$$;

create function public.list_creators(
  search text default null,
  page_limit integer default 50,
  page_offset integer default 0
)
returns table (
  user_id uuid,
  display_name text,
  email text,
  role public.app_role,
  credits bigint,
  membership text,
  last_change_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  -- A literal text to look for: the wildcards in it are escaped.
  pattern constant text := '%' || replace(replace(replace(
    btrim(coalesce(list_creators.search, '')), '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  perform private.require_admin();
  return query
  select
    p.id, p.display_name, p.email, p.role,
    private.total_credits(p.id),
    (private.active_membership(p.id)).membership,
    b.updated_at
  from public.profiles as p
  left join private.credit_balances as b on b.user_id = p.id
  where p.email is not null and (p.display_name ilike pattern or p.email ilike pattern)
  order by p.display_name, p.id
  limit least(greatest(coalesce(list_creators.page_limit, 50), 1), 200)
  offset greatest(coalesce(list_creators.page_offset, 0), 0);
end
$$;

-- Grants: the functions themselves ask who calls.

revoke all on function private.require_creator(uuid) from public, anon, authenticated, service_role;
revoke all on function public.grant_credits(uuid, integer, text, uuid) from public, anon, authenticated, service_role;
revoke all on function public.correct_credits(uuid, integer, text, uuid) from public, anon, authenticated, service_role;
revoke all on function public.list_creators(text, integer, integer) from public, anon, authenticated, service_role;
grant execute on function public.grant_credits(uuid, integer, text, uuid) to authenticated;
grant execute on function public.correct_credits(uuid, integer, text, uuid) to authenticated;
grant execute on function public.list_creators(text, integer, integer) to authenticated;
