-- What the analytics need of the way of each order, kept in one row: reading ten thousand orders then takes no sorting
-- of all their steps. See decision 0332.

-- Table

create table private.order_ways (
  order_id uuid primary key references public.orders (id) on delete restrict,
  -- The statuses that it has reached, each once, and how long it stayed in each before it moved on, in seconds.
  reached public.order_status[] not null,
  seconds double precision[] not null
)
-- Room on each page: a row grows with each step, and stays where it is.
with (fillfactor = 70);

-- View

create view private.order_ways_told with (security_invoker = true) as
with steps as (
  select e.order_id, (e.data ->> 'to')::public.order_status as status,
    extract(epoch from lead(e.created_at) over way - e.created_at) as seconds,
    lead(e.data ->> 'to') over way as next_status
  from public.order_events as e
  where e.kind = 'status'
  window way as (partition by e.order_id order by e.id)
),
stays as (
  -- A courier who comes twice makes a status be reached twice. How long an order waited until it was cancelled says
  -- nothing of the shop.
  select s.order_id, s.status,
    (sum(s.seconds) filter (where s.next_status <> 'cancelled'))::double precision as seconds
  from steps as s
  group by s.order_id, s.status
)
select
  s.order_id,
  array_agg(s.status order by s.status) as reached,
  array_agg(s.seconds order by s.status) as seconds
from stays as s
group by s.order_id;

comment on view private.order_ways_told is 'What private.order_ways holds, as the events of the orders tell it.';

insert into private.order_ways (order_id, reached, seconds)
select t.order_id, t.reached, t.seconds from private.order_ways_told as t;

-- Functions

create function private.keep_order_way()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.order_ways as w (order_id, reached, seconds)
  select t.order_id, t.reached, t.seconds from private.order_ways_told as t where t.order_id = new.order_id
  on conflict (order_id) do update set reached = excluded.reached, seconds = excluded.seconds;
  return null;
end
$$;

create or replace function public.get_order_analytics(days integer default 30, time_zone text default 'UTC')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  span constant integer := least(greatest(coalesce(days, 30), 1), 366);
  zone constant text := private.known_time_zone(time_zone);
  today constant date := (statement_timestamp() at time zone zone)::date;
  since constant timestamptz := (today - (span - 1))::timestamp at time zone zone;
begin
  perform private.require_admin();
  return (
    with recent as materialized (
      select o.id, o.status, o.payment_status, o.refund_due, o.total,
        (o.created_at at time zone zone)::date as day
      from public.orders as o
      where o.created_at >= since
    ),
    stays as (
      select stay.status, count(*) as orders,
        count(stay.seconds) as moved_on,
        percentile_cont(array[0.5, 0.9]) within group (order by stay.seconds) as seconds
      from recent
      join private.order_ways as w on w.order_id = recent.id
      cross join unnest(w.reached, w.seconds) as stay (status, seconds)
      group by stay.status
    ),
    standing as (select recent.status, count(*) as orders from recent group by recent.status)
    select jsonb_build_object(
      'days', (
        select jsonb_agg(
          jsonb_build_object(
            'day', d.day, 'orders', coalesce(made.orders, 0), 'revenue', coalesce(made.revenue, 0),
            'placed_value', coalesce(made.placed_value, 0), 'lost', coalesce(made.lost, 0)
          )
          order by d.day
        )
        from (select (today - n) as day from generate_series(0, span - 1) as n) as d
        left join (
          select recent.day, count(*) as orders, sum(recent.total) as placed_value,
            -- What is paid and stays.
            sum(recent.total) filter (where recent.payment_status = 'paid' and not recent.refund_due) as revenue,
            count(*) filter (where recent.status in ('cancelled', 'returned')) as lost
          from recent group by recent.day
        ) as made on made.day = d.day
      ),
      -- How many got as far as each status, and how many are there now.
      'funnel', (
        select jsonb_agg(
          jsonb_build_object(
            'status', s.status,
            'reached', coalesce(stays.orders, 0), 'now', coalesce(standing.orders, 0)
          )
          order by s.place
        )
        from unnest(enum_range(null::public.order_status)) with ordinality as s (status, place)
        left join stays on stays.status = s.status
        left join standing on standing.status = s.status
      ),
      -- How long orders stay in a status before they move on, in seconds.
      'stages', (
        select coalesce(jsonb_agg(
          jsonb_build_object(
            'status', s.status, 'orders', stays.moved_on, 'median_seconds', round(stays.seconds[1]),
            'slow_seconds', round(stays.seconds[2])
          )
          order by s.place
        ), '[]')
        from unnest(enum_range(null::public.order_status)) with ordinality as s (status, place)
        join stays on stays.status = s.status and stays.moved_on > 0
      ),
      'totals', (
        select jsonb_build_object(
          'orders', count(*),
          'revenue', coalesce(sum(recent.total) filter (
            where recent.payment_status = 'paid' and not recent.refund_due
          ), 0),
          'refund_due', coalesce(sum(recent.total) filter (where recent.refund_due), 0)
        )
        from recent
      ),
      'currency', coalesce((select o.currency from public.orders as o order by o.created_at desc limit 1), 'INR'),
      'time_zone', zone,
      'as_of', public.read_as_of()
    )
  );
end
$$;

-- Triggers

create trigger keep_order_way
  after insert on public.order_events
  for each row when (new.kind = 'status')
  execute function private.keep_order_way();

-- Grants

revoke all on table private.order_ways from public, anon, authenticated, service_role;
revoke all on table private.order_ways_told from public, anon, authenticated, service_role;
revoke all on function private.keep_order_way() from public, anon, authenticated, service_role;
