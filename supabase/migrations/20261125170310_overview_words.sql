-- The administrators' home says what a payment means, and hears of investments as their table does.

-- Functions

create or replace function private.latest_happenings(most integer)
returns table (source text, watched text, key text, happened_at timestamptz, actor_id uuid, what jsonb)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
  with happened as (
    (
      select 'credits'::text as source, 'credit_transactions'::text as watched, t.id::text as key,
        t.created_at as happened_at, t.actor_id,
        jsonb_build_object('id', t.user_id, 'name', owner.display_name, 'delta', t.delta, 'reason', t.reason) as what
      from public.credit_transactions as t
      left join public.profiles as owner on owner.id = t.user_id
      order by t.id desc
      limit most
    )
    union all
    (
      select 'plans', 'plan_changes', c.id::text, c.changed_at, c.actor_id,
        jsonb_build_object('id', c.plan_id, 'name', coalesce(c.after, c.before) ->> 'name', 'op', c.op)
      from public.plan_changes as c
      order by c.id desc
      limit most
    )
    union all
    (
      select 'investments', 'plan_holdings', u.id::text, u.started_at, u.user_id,
        jsonb_build_object(
          'id', u.plan_id, 'name', u.plan_name, 'amount', u.amount, 'currency', u.currency
        )
      from public.user_plans as u
      order by u.started_at desc
      limit most
    )
    union all
    (
      select 'orders', 'orders', e.id::text, e.created_at, e.actor_id,
        jsonb_build_object(
          'id', o.id, 'name', o.order_number, 'kind', e.kind, 'from', e.data -> 'from', 'to', e.data -> 'to',
          'refund_due', coalesce((e.data ->> 'refund_due')::boolean, false), 'problem', e.data -> 'problem',
          'total', o.total, 'currency', o.currency
        )
      from public.order_events as e
      join public.orders as o on o.id = e.order_id
      order by e.id desc
      limit most
    )
    union all
    (
      select 'accounts', 'profiles', p.id::text, p.created_at, p.id,
        jsonb_build_object('id', p.id, 'name', p.display_name)
      from public.profiles as p
      where p.email is not null
      order by p.created_at desc
      limit most
    )
  )
  select h.source, h.watched, h.key, h.happened_at, h.actor_id, h.what
  from happened as h
  order by h.happened_at desc, h.source, h.key
  limit most;
end
$$;

create or replace function public.get_admin_overview(feed_limit integer default 30)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  investments bigint;
  next_end_at timestamptz;
begin
  perform private.require_admin();
  -- One that has reached its end is no longer active, whether it has been marked or not.
  select count(*), min(u.ends_at) into investments, next_end_at
  from public.user_plans as u
  where u.status = 'active' and u.ends_at > statement_timestamp();
  return jsonb_build_object(
    'happenings', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'source', h.source, 'watched', h.watched, 'key', h.source || ':' || h.key,
          'happened_at', h.happened_at, 'actor_name', actor.display_name, 'what', h.what
        )
        order by h.happened_at desc, h.source, h.key
      )
      from private.latest_happenings(least(greatest(coalesce(feed_limit, 30), 1), 100)) as h
      left join public.profiles as actor on actor.id = h.actor_id
    ), '[]'),
    'counts', jsonb_build_object(
      'people', (select count(*) from public.profiles as p where p.email is not null),
      'credits', (select coalesce(sum(c.credits), 0) from public.user_credits as c where c.status = 'active'),
      'plans_on_offer', (select count(*) from public.plans as p where p.is_active),
      'investments', investments,
      'orders_to_confirm', (select count(*) from public.orders as o where o.status = 'placed'),
      'orders_on_their_way', (
        select count(*) from public.orders as o
        where o.status in ('confirmed', 'packed', 'shipped', 'out_for_delivery')
      )
    ),
    'next_end_at', next_end_at,
    'as_of', public.read_as_of()
  );
end
$$;
