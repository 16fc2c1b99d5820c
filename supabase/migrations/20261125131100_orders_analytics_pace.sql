-- Faster analytics: each figure by one pass over the steps of the orders.

-- Functions

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
    steps as materialized (
      select e.order_id, e.data ->> 'to' as status, e.created_at as entered_at,
        lead(e.created_at) over (partition by e.order_id order by e.id) as left_at,
        lead(e.data ->> 'to') over (partition by e.order_id order by e.id) as next_status
      from public.order_events as e
      join recent on recent.id = e.order_id
      where e.kind = 'status'
    ),
    -- A courier who came twice makes an order reach a status twice.
    reached as (
      select once.status, count(*) as orders
      from (select distinct steps.order_id, steps.status from steps) as once
      group by once.status
    ),
    standing as (select recent.status, count(*) as orders from recent group by recent.status),
    stays as (
      select steps.status, count(*) as orders,
        percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from steps.left_at - steps.entered_at))
          as seconds
      from steps
      where steps.left_at is not null and steps.next_status <> 'cancelled'
      group by steps.status
    )
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
            'reached', coalesce(reached.orders, 0), 'now', coalesce(standing.orders, 0)
          )
          order by s.place
        )
        from unnest(enum_range(null::public.order_status)) with ordinality as s (status, place)
        left join reached on reached.status = s.status::text
        left join standing on standing.status = s.status
      ),
      -- How long orders stay in a status before they move on, in seconds.
      'stages', (
        select coalesce(jsonb_agg(
          jsonb_build_object(
            'status', s.status, 'orders', stays.orders, 'median_seconds', round(stays.seconds[1]),
            'slow_seconds', round(stays.seconds[2])
          )
          order by s.place
        ), '[]')
        from unnest(enum_range(null::public.order_status)) with ordinality as s (status, place)
        join stays on stays.status = s.status::text
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
