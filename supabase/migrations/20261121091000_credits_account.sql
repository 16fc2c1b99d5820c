-- The credit account: all that the credits page shows, in one read, as the caller.

-- Functions

create function public.get_credit_account(entry_limit integer default 50)
returns jsonb
-- Not language sql: PL/pgSQL keeps the plan for the connection, and planning was most of the time.
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return (
  with
  caller as materialized (
    select
      auth.uid() as id,
      coalesce((auth.jwt() ->> 'is_anonymous')::boolean, false) as is_guest
  ),
  -- Policies let admins see everyone's rows, so the owner is named here.
  own as materialized (
    select
      c.*,
      case
        when c.status = 'active' and c.expires_at <= statement_timestamp() then 'expired'
        else c.status
      end as status_now
    from public.user_credits as c
    where c.user_id = (select id from caller)
  ),
  totals as (
    select
      coalesce(sum(credits) filter (where status_now = 'active'), 0) as credits,
      bool_or(status_now = 'active' and plan_type = 'subscription') is true as has_membership,
      bool_or(plan_type = 'subscription') is true as has_ever_had_subscription,
      bool_or(status_now <> status) is true as has_lapsed,
      min(expires_at) filter (where status_now = 'active') as next_expiry_at
    from own
  ),
  -- What the person would call their plan: the membership, also a cancelled one until its end; else the row that
  -- pays next; else the one that ended last.
  plan as (
    select *
    from own
    order by
      case
        when status_now = 'active' and plan_type = 'subscription' then 1
        when status_now = 'cancelled' and plan_type = 'subscription' and expires_at > statement_timestamp() then 2
        when status_now = 'active' then 3
        else 4
      end,
      case when status_now = 'active' then expires_at end nulls last,
      case when status_now = 'active' then created_at end,
      updated_at desc,
      id
    limit 1
  ),
  grants as (
    select *, row_number() over (partition by status_now = 'active' order by updated_at desc, id) as recency
    from own
  ),
  entries as materialized (
    select t.id, t.delta, t.balance_after, t.reason, t.actor_id, t.idempotency_key, t.created_at
    from public.credit_transactions as t
    where t.user_id = (select id from caller)
    order by t.id desc
    limit least(greatest(coalesce(entry_limit, 50), 1), 500)
  ),
  actors as materialized (
    select a.id, a.display_name
    from public.get_public_profiles((select array_agg(distinct actor_id) from entries)) as a
  )
  select jsonb_build_object(
    'balance', (
      select jsonb_build_object(
        'credits', totals.credits,
        'membership_status', coalesce(plan.status_now::text, 'none'),
        'plan_type', plan.plan_type,
        'can_buy', not totals.has_membership and not caller.is_guest,
        'has_ever_had_subscription', totals.has_ever_had_subscription,
        'message', case
          when caller.is_guest then 'Guests have no credits. Create an account to buy some.'
          when plan.id is null then 'No credits yet. A membership or a pack is a start.'
          when plan.status_now = 'cancelled' and totals.credits > 0
            then 'Your membership is cancelled. Its credits can be used until it ends.'
          when plan.status_now = 'cancelled' then 'Your membership is cancelled.'
          when totals.has_membership and totals.credits = 0
            then 'Your membership is active, and its credits are used up. A pack adds more.'
          when totals.has_membership then 'Your membership is active.'
          when totals.credits > 0 then 'Your credits are ready to use.'
          else 'Your credits are used up or have expired. A membership or a pack adds more.'
        end,
        'subscription_id', plan.subscription_id,
        'membership', plan.membership,
        'expires_at', plan.expires_at
      )
      from totals
      left join plan on true
    ),
    -- Active rows in the order in which they pay, then the 50 that ended last.
    'grants', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'id', id, 'credits', credits, 'status', status_now, 'plan_type', plan_type, 'membership', membership,
          'expires_at', expires_at, 'created_at', created_at, 'updated_at', updated_at
        )
        order by
          status_now <> 'active',
          case when status_now = 'active' then expires_at end nulls last,
          case when status_now = 'active' then created_at end,
          updated_at desc,
          id
      )
      from grants
      where status_now = 'active' or recency <= 50
    ), '[]'),
    'entries', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'id', entries.id, 'delta', entries.delta, 'balance_after', entries.balance_after,
          'reason', entries.reason, 'actor_id', entries.actor_id, 'actor_name', actors.display_name,
          -- By this a screen knows its own writes, and when an optimistic one has landed.
          'idempotency_key', entries.idempotency_key, 'created_at', entries.created_at
        )
        order by entries.id desc
      )
      from entries
      left join actors on actors.id = entries.actor_id
    ), '[]'),
    'next_expiry_at', totals.next_expiry_at,
    'has_lapsed', totals.has_lapsed,
    'as_of', public.read_as_of()
  )
  from caller
  cross join totals
  );
end
$$;

-- Grants

revoke all on function public.get_credit_account(integer) from public, anon, authenticated, service_role;
grant execute on function public.get_credit_account(integer) to authenticated;
