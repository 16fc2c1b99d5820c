-- The order desk: sorted by waiting or by arrival, orders that have come to their end stand below those under way.

-- Functions

create or replace function public.get_order_desk(
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
          -- What has come to its end neither waits nor arrives: it comes last.
          when 'waiting' then
            case when o.status not in ('delivered', 'cancelled', 'returned') then -extract(epoch from o.status_changed_at) end
          when 'eta' then
            case when o.status not in ('delivered', 'cancelled', 'returned') then -extract(epoch from o.eta) end
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
