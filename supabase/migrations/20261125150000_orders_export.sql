-- Orders for a file, page after page from the newest down: what arrives or moves meanwhile shifts no page.

-- Functions

create function public.export_orders(
  search text default '',
  statuses public.order_status[] default null,
  payment text default null,
  before_created_at timestamptz default null,
  before_id uuid default null,
  page_limit integer default 500
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
    with page as materialized (
      select o.*
      from public.orders as o
      left join public.profiles as p on p.id = o.user_id
      -- As the desk filters them, so that the file holds what is on screen.
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
        and (statuses is null or o.status = any (statuses))
        and (
          before_created_at is null
          or o.created_at < before_created_at
          or (o.created_at = before_created_at and o.id > before_id)
        )
      order by o.created_at desc, o.id
      limit least(greatest(coalesce(page_limit, 500), 1), 1000)
    )
    select coalesce(jsonb_agg(
      jsonb_build_object(
        'id', o.id, 'order_number', o.order_number, 'created_at', o.created_at, 'status', o.status,
        'payment_method', o.payment_method, 'payment_status', o.payment_status, 'refund_due', o.refund_due,
        'total', o.total, 'currency', o.currency, 'ship_name', o.ship_name, 'ship_phone', o.ship_phone,
        'ship_address', o.ship_address, 'ship_city', o.ship_city, 'ship_postcode', o.ship_postcode,
        'delivery_partner_name', o.delivery_partner_name, 'delivery_partner_phone', o.delivery_partner_phone,
        'location_label', o.location_label, 'eta', o.eta, 'updated_at', o.updated_at,
        'items', (
          select string_agg(i.quantity || ' × ' || i.name, '; ' order by i.unit_price desc, i.name)
          from public.order_items as i
          where i.order_id = o.id
        )
      )
      order by o.created_at desc, o.id
    ), '[]')
    from page as o
  );
end
$$;

comment on function public.export_orders(text, public.order_status[], text, timestamptz, uuid, integer) is
  'For admins: a page of orders with where they go and what is in them, newest first; the two arguments before_… are '
  'those of the last one read. Search and payment as in get_order_desk.';

-- Grants

revoke all on function public.export_orders(text, public.order_status[], text, timestamptz, uuid, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.export_orders(text, public.order_status[], text, timestamptz, uuid, integer)
  to authenticated;
