-- What the admin's screens of orders show: the desk and the analytics, each in one read that says as of when it is true.

-- Functions

create function private.like_pattern(search text)
returns text
language sql
immutable
set search_path = ''
as $$
  select '%' || regexp_replace(lower(btrim(search)), '([\\%_])', '\\\1', 'g') || '%'
$$;

create function public.get_order_desk(
  search text default '',
  statuses public.order_status[] default null,
  payment text default null,
  sort text default 'newest',
  page_limit integer default 50,
  page_offset integer default 0
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  pattern constant text := private.like_pattern(coalesce(search, ''));
begin
  perform private.require_admin();
  return (
    with found as materialized (
      select o.id, o.status, o.created_at,
        -- The higher comes first.
        case sort
          when 'oldest' then -extract(epoch from o.created_at)
          when 'total' then o.total
          when 'updated' then extract(epoch from o.updated_at)
          when 'waiting' then -extract(epoch from o.status_changed_at)
          when 'eta' then -extract(epoch from o.eta)
          else extract(epoch from o.created_at)
        end as rank
      from public.orders as o
      left join public.profiles as p on p.id = o.user_id
      where (
          pattern = '%%'
          or lower(concat_ws(' ', o.order_number, o.ship_name, o.ship_phone, o.ship_city, o.ship_postcode, p.email))
            like pattern
        )
        and (
          payment is null
          or o.payment_method::text = payment
          or o.payment_status::text = payment
          or (payment = 'refund_due' and o.refund_due)
        )
    ),
    chosen as (
      select found.* from found where statuses is null or found.status = any (statuses)
    ),
    ranked as (
      select chosen.*, row_number() over (
        order by
          chosen.rank desc nulls last,
          chosen.created_at desc,
          chosen.id
      ) as place
      from chosen
    ),
    page as (
      select ranked.id, ranked.place from ranked
      where ranked.place > greatest(coalesce(page_offset, 0), 0)
      order by ranked.place
      limit least(greatest(coalesce(page_limit, 50), 1), 500)
    )
    select jsonb_build_object(
      'orders', coalesce((
        select jsonb_agg(
          jsonb_build_object(
            'id', o.id, 'order_number', o.order_number, 'status', o.status, 'payment_method', o.payment_method,
            'payment_status', o.payment_status, 'refund_due', o.refund_due, 'total', o.total,
            'currency', o.currency, 'ship_name', o.ship_name, 'ship_phone', o.ship_phone,
            'ship_city', o.ship_city, 'ship_postcode', o.ship_postcode,
            'delivery_partner_name', o.delivery_partner_name, 'location_label', o.location_label,
            'eta', o.eta, 'version', o.version, 'created_at', o.created_at,
            'updated_at', o.updated_at, 'status_changed_at', o.status_changed_at,
            'item_count', items.item_count, 'summary', items.summary
          )
          order by page.place
        )
        from page
        join public.orders as o on o.id = page.id
        cross join lateral (
          select coalesce(sum(i.quantity), 0) as item_count,
            coalesce(string_agg(i.quantity || ' × ' || i.name, ', ' order by i.unit_price desc, i.name), '') as summary
          from public.order_items as i where i.order_id = o.id
        ) as items
      ), '[]'),
      -- How many the search and the payment find, in the chosen statuses and in each.
      'total_count', (select count(*) from chosen),
      'counts', (
        select coalesce(jsonb_object_agg(counted.status, counted.orders), '{}')
        from (select found.status, count(*) as orders from found group by found.status) as counted
      ),
      'as_of', public.read_as_of()
    )
  );
end
$$;

comment on function public.get_order_desk(text, public.order_status[], text, text, integer, integer) is
  'For admins: a page of orders. payment: a way or state of payment, or refund_due; sort: newest, oldest, total, '
  'updated, waiting (longest in its status first) or eta (soonest first).';

create function private.known_time_zone(name text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Asking is faster than reading pg_timezone_names, which opens every file.
  perform now() at time zone known_time_zone.name;
  return coalesce(known_time_zone.name, 'UTC');
exception
  when invalid_parameter_value then
    return 'UTC';
end
$$;

create function public.get_order_analytics(days integer default 30, time_zone text default 'UTC')
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
            'reached', (select count(distinct steps.order_id) from steps where steps.status = s.status::text),
            'now', (select count(*) from recent where recent.status = s.status)
          )
          order by s.place
        )
        from unnest(enum_range(null::public.order_status)) with ordinality as s (status, place)
      ),
      -- How long orders stay in a status before they move on, in seconds.
      'stages', (
        select coalesce(jsonb_agg(
          jsonb_build_object(
            'status', s.status, 'orders', stay.orders, 'median_seconds', round(stay.median),
            'slow_seconds', round(stay.slow)
          )
          order by s.place
        ), '[]')
        from unnest(enum_range(null::public.order_status)) with ordinality as s (status, place)
        join (
          select steps.status, count(*) as orders,
            percentile_cont(0.5) within group (order by extract(epoch from steps.left_at - steps.entered_at)) as median,
            percentile_cont(0.9) within group (order by extract(epoch from steps.left_at - steps.entered_at)) as slow
          from steps
          where steps.left_at is not null and steps.next_status <> 'cancelled'
          group by steps.status
        ) as stay on stay.status = s.status::text
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

comment on function public.get_order_analytics(integer, text) is
  'For admins: orders and revenue for each day, how far orders get and how long they stay in each status.';

-- Grants

revoke all on function private.like_pattern(text) from public, anon, authenticated, service_role;
revoke all on function public.get_order_desk(text, public.order_status[], text, text, integer, integer)
  from public, anon, authenticated, service_role;
revoke all on function private.known_time_zone(text) from public, anon, authenticated, service_role;
revoke all on function public.get_order_analytics(integer, text) from public, anon, authenticated, service_role;
grant execute on function public.get_order_desk(text, public.order_status[], text, text, integer, integer)
  to authenticated;
grant execute on function public.get_order_analytics(integer, text) to authenticated;
