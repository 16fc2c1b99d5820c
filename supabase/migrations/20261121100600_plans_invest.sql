-- Investing: within the limits of a plan on offer, once for each key, on the terms that the investor has seen.

-- Functions

create function private.expected_return(amount bigint, roi_percent numeric)
returns bigint
language sql
immutable
set search_path = ''
as $$
  select round(amount * roi_percent / 100)::bigint
$$;

comment on function private.expected_return(bigint, numeric) is
  'What is earned over the whole duration, in minor units; half a unit is rounded up.';

create function private.describe_user_plan(investment public.user_plans)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(investment) - array['user_id', 'idempotency_key'] || jsonb_build_object(
    'status', case
      when investment.status = 'active' and investment.ends_at <= statement_timestamp() then 'completed'
      else investment.status::text
    end,
    'expected_return', private.expected_return(investment.amount, investment.roi_percent)
  )
$$;

create function private.require_seen_terms(plan public.plans, seen_version integer)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  -- A new name or description is no reason to ask again.
  if exists (
    select from public.plan_changes as c
    where c.plan_id = plan.id
      and c.version = seen_version
      and (
        (c.after ->> 'roi_percent')::numeric <> plan.roi_percent
        or (c.after ->> 'duration_days')::integer <> plan.duration_days
        or c.after ->> 'currency' <> plan.currency
      )
  ) then
    raise exception 'The terms have just changed: % %% in % days now.',
      trim_scale(plan.roi_percent), plan.duration_days
      using errcode = 'PT409', detail = jsonb_build_object('version', plan.version);
  end if;
end
$$;

create function public.invest(
  plan_id uuid,
  amount bigint,
  idempotency_key uuid,
  plan_version integer default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
  plan public.plans;
  investment public.user_plans;
  answer jsonb;
begin
  answer := private.begin_call(
    caller, invest.idempotency_key, 'invest',
    jsonb_build_object('plan_id', invest.plan_id, 'amount', invest.amount, 'plan_version', invest.plan_version)
  );
  if answer is not null then
    return answer;
  end if;
  if not private.take_token('invest:' || caller, 60, '1 minute') then
    raise exception 'Too many investments. Try again in a minute.' using errcode = 'PT429';
  end if;

  -- The lock makes a change of the plan wait, and then reach this investment too.
  select p.* into plan from public.plans as p where p.id = invest.plan_id and p.is_active for share;
  if plan.id is null then
    raise exception 'This plan is not offered any more.' using errcode = 'PT404';
  end if;
  if invest.amount is null or invest.amount not between plan.min_amount and plan.max_amount then
    raise exception 'The amount is outside the limits of this plan.'
      using errcode = 'PT400', detail = jsonb_build_object(
        'fields', '{"amount": ["The amount is outside the limits of this plan."]}'::jsonb,
        'min_amount', plan.min_amount, 'max_amount', plan.max_amount
      );
  end if;
  perform private.require_seen_terms(plan, invest.plan_version);

  insert into public.user_plans as u
    (user_id, plan_id, plan_name, amount, currency, roi_percent, duration_days, idempotency_key)
  values (
    caller, plan.id, plan.name, invest.amount, plan.currency, plan.roi_percent, plan.duration_days,
    invest.idempotency_key
  )
  returning u.* into investment;
  return private.end_call(caller, invest.idempotency_key, private.describe_user_plan(investment));
end
$$;

create function public.complete_user_plans()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := auth.uid();
  completed integer;
begin
  if caller is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  -- What someone else holds at this moment is left to the next read: waiting could end in a deadlock.
  with ended as (
    select u.id from public.user_plans as u
    where u.user_id = caller and u.status = 'active' and u.ends_at <= now()
    for no key update skip locked
  ),
  marked as (
    update public.user_plans as u set status = 'completed'
    from ended where u.id = ended.id
    returning u.*
  )
  insert into public.notifications (user_id, title, message, type, link)
  select
    caller, 'Investment completed', format('Your investment in "%s" has reached its end.', marked.plan_name),
    'success', '/plans/mine'
  from marked;
  get diagnostics completed = row_count;
  return completed;
end
$$;

comment on function public.complete_user_plans() is
  'Marks the caller''s investments that have reached their end; how many there were.';

-- Grants

revoke all on function private.expected_return(bigint, numeric) from public, anon, authenticated, service_role;
revoke all on function private.describe_user_plan(public.user_plans) from public, anon, authenticated, service_role;
revoke all on function private.require_seen_terms(public.plans, integer)
  from public, anon, authenticated, service_role;
revoke all on function public.invest(uuid, bigint, uuid, integer) from public, anon, authenticated, service_role;
revoke all on function public.complete_user_plans() from public, anon, authenticated, service_role;
grant execute on function public.invest(uuid, bigint, uuid, integer) to authenticated;
grant execute on function public.complete_user_plans() to authenticated;
