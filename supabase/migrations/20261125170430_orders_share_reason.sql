-- A link does not tell that an order was cancelled because nobody paid it.

-- Functions

create or replace function private.get_shared_order(token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  share private.order_shares;
  shown public.orders;
begin
  select s.* into share
  from private.order_shares as s
  where s.token_hash = sha256(convert_to(get_shared_order.token, 'UTF8'))
    and s.revoked_at is null and s.expires_at > statement_timestamp();
  if share.id is null then
    raise exception 'This link does not work any more. Ask for a new one.' using errcode = 'PT404';
  end if;
  select o.* into strict shown from public.orders as o where o.id = share.order_id;
  -- No name, address, phone, price, payment or note, and no reason, which can be that nobody paid: the link may end
  -- up anywhere.
  return jsonb_build_object(
    'order_number', shown.order_number,
    'status', shown.status,
    'created_at', shown.created_at,
    'status_changed_at', shown.status_changed_at,
    'eta', shown.eta,
    'location_lat', shown.location_lat,
    'location_lng', shown.location_lng,
    'location_label', shown.location_label,
    'delivery_partner_name', shown.delivery_partner_name,
    -- Whoever waits at the door may call the courier, while there is one on the way.
    'delivery_partner_phone', case
      when shown.status in ('shipped', 'out_for_delivery') then shown.delivery_partner_phone
    end,
    'items', (
      select coalesce(jsonb_agg(
        jsonb_build_object('name', i.name, 'quantity', i.quantity, 'image_path', p.image_path)
        order by i.name, i.id
      ), '[]')
      from public.order_items as i
      join public.products as p on p.id = i.product_id
      where i.order_id = shown.id
    ),
    'events', (
      select coalesce(jsonb_agg(
        jsonb_build_object('id', e.id, 'kind', e.kind, 'data', e.data - 'reason', 'created_at', e.created_at) order by e.id
      ), '[]')
      from (
        select recent.* from public.order_events as recent
        where recent.order_id = shown.id and recent.kind in ('status', 'location', 'eta')
        order by recent.id desc limit 200
      ) as e
    ),
    'signal_id', share.id,
    'expires_at', share.expires_at,
    'as_of', public.read_as_of()
  );
end
$$;
