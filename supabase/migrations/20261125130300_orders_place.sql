-- Placing an order: one transaction, prices from the database, stock rows locked in id order, once for each key.

-- Functions

create function private.refuse_fields(errors jsonb, code text, extra jsonb default '{}')
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  first_error text;
begin
  select value ->> 0 into first_error from jsonb_each(errors) order by key limit 1;
  if first_error is not null then
    raise exception '%', first_error
      using errcode = refuse_fields.code, detail = jsonb_build_object('fields', errors) || refuse_fields.extra;
  end if;
end
$$;

comment on function private.refuse_fields(jsonb, text, jsonb) is
  'Raises the first of {"field": ["sentence"]}, with all of them in the detail; nothing when there is none.';

create function private.order_lines(items jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  line jsonb;
  product text;
  quantity numeric;
  lines jsonb := '{}';
begin
  if jsonb_typeof(items) is distinct from 'array' or jsonb_array_length(items) = 0 then
    raise exception 'The cart is empty.' using errcode = 'PT400';
  end if;
  if jsonb_array_length(items) > 50 then
    raise exception 'An order has at most 50 lines.' using errcode = 'PT400';
  end if;
  for line in select value from jsonb_array_elements(items) loop
    product := lower(private.text_in(line -> 'product_id'));
    quantity := private.number_in(line -> 'quantity');
    if product is null or product !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
      raise exception 'Each line of the cart names a product.' using errcode = 'PT400';
    end if;
    if quantity is null or quantity not between 1 and 99 or quantity <> trunc(quantity) then
      raise exception 'A quantity is a whole number from 1 to 99.'
        using errcode = 'PT400', detail = jsonb_build_object('fields', jsonb_build_object(
          product, jsonb_build_array('A quantity is a whole number from 1 to 99.')
        ));
    end if;
    -- The same product on two lines is one wish.
    lines := lines || jsonb_build_object(product, coalesce((lines ->> product)::integer, 0) + quantity::integer);
  end loop;
  return lines;
end
$$;

comment on function private.order_lines(jsonb) is '[{product_id, quantity}] as {product_id: quantity}, checked.';

create function private.shipping_errors(shipping jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(rule.field, jsonb_build_array(rule.message)), '{}')
  from (
    select
      btrim(private.text_in(shipping -> 'name')) as name,
      btrim(private.text_in(shipping -> 'phone')) as phone,
      btrim(private.text_in(shipping -> 'address')) as address,
      btrim(private.text_in(shipping -> 'city')) as city,
      btrim(private.text_in(shipping -> 'postcode')) as postcode
  ) as given
  cross join lateral (
    values
      ('name', char_length(name) between 1 and 80 and name !~ '[[:cntrl:]]', 'A name has 1 to 80 characters.'),
      (
        'phone',
        phone ~ '^\+?[0-9(][0-9 ()./-]{3,22}[0-9]$'
          and char_length(regexp_replace(phone, '[^0-9]', '', 'g')) between 5 and 15,
        'A phone number has 5 to 15 digits, such as +91 98765 43210.'
      ),
      -- An address may have several lines.
      (
        'address',
        char_length(address) between 3 and 300 and translate(address, E'\n\r', '  ') !~ '[[:cntrl:]]',
        'An address has 3 to 300 characters.'
      ),
      ('city', char_length(city) between 1 and 80 and city !~ '[[:cntrl:]]', 'A city has 1 to 80 characters.'),
      (
        'postcode',
        postcode ~ '^[A-Za-z0-9][A-Za-z0-9 -]{1,10}[A-Za-z0-9]$',
        'A postcode has 3 to 12 letters and digits.'
      )
  ) as rule (field, holds, message)
  where rule.holds is not true
$$;

comment on function private.shipping_errors(jsonb) is
  'What is wrong with where an order goes: {"field": ["sentence"]}; empty when it can be shipped.';

create function private.stock_errors(lines jsonb)
returns jsonb
language sql
volatile
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(
    wanted.product_id,
    jsonb_build_array(
      case
        when p.id is null then 'A product in the cart is not sold any more.'
        when p.stock = 0 then format('"%s" is sold out.', p.name)
        else format('Only %s of "%s" left.', p.stock, p.name)
      end
    )
  ), '{}')
  from jsonb_each_text(lines) as wanted (product_id, quantity)
  left join public.products as p on p.id = wanted.product_id::uuid and p.is_active
  where p.id is null or p.stock < wanted.quantity::integer
$$;

create function private.free_lapsed_stock(product_ids uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  lapsed uuid;
  freed integer := 0;
begin
  for lapsed in
    select o.id
    from public.orders as o
    where o.status = 'placed'
      and o.payment_method = 'razorpay'
      and o.payment_status in ('pending', 'failed')
      and o.created_at < now() - private.payment_window()
      and exists (
        select from public.order_items as i where i.order_id = o.id and i.product_id = any (product_ids)
      )
    order by o.created_at
    limit 20
  loop
    if private.release_order(lapsed) then
      freed := freed + 1;
    end if;
  end loop;
  return freed;
end
$$;

create function private.try_place_order(
  buyer uuid,
  lines jsonb,
  shipping jsonb,
  payment_method public.order_payment_method,
  key uuid,
  expected_total bigint
)
returns public.orders
language plpgsql
set search_path = ''
-- Shorter than deadlock_timeout (1 s): a circle with a plain update of several rows is left here, never there.
set lock_timeout = '400ms'
as $$
declare
  product_ids constant uuid[] := (select array_agg(k::uuid) from jsonb_object_keys(lines) as k);
  errors jsonb;
  price record;
  placed public.orders;
begin
  perform from public.products as p where p.id = any (product_ids) order by p.id for no key update;
  errors := private.stock_errors(lines);
  if errors <> '{}' and private.free_lapsed_stock(product_ids) > 0 then
    errors := private.stock_errors(lines);
  end if;
  perform private.refuse_fields(errors, 'PT409', '{"reason": "out_of_stock"}');

  select sum(p.price * wanted.quantity::integer)::bigint as total, min(p.currency) as currency,
    count(distinct p.currency) as currencies
  into price
  from jsonb_each_text(lines) as wanted (product_id, quantity)
  join public.products as p on p.id = wanted.product_id::uuid;
  if price.currencies > 1 then
    raise exception 'These products are sold in different currencies. Order them separately.' using errcode = 'PT400';
  end if;
  if expected_total <> price.total then
    raise exception 'Prices have changed since you saw the cart. Look at the new total.'
      using errcode = 'PT409', detail = jsonb_build_object('reason', 'price_changed', 'total', price.total);
  end if;

  insert into public.orders as o (
    user_id, payment_method, subtotal, total, currency,
    ship_name, ship_phone, ship_address, ship_city, ship_postcode, idempotency_key
  )
  values (
    buyer, try_place_order.payment_method, price.total, price.total, price.currency,
    btrim(shipping ->> 'name'), btrim(shipping ->> 'phone'), btrim(shipping ->> 'address'),
    btrim(shipping ->> 'city'), upper(btrim(shipping ->> 'postcode')), key
  )
  returning o.* into placed;
  insert into public.order_items (order_id, product_id, name, unit_price, quantity)
  select placed.id, p.id, p.name, p.price, wanted.quantity::integer
  from jsonb_each_text(lines) as wanted (product_id, quantity)
  join public.products as p on p.id = wanted.product_id::uuid
  order by p.id;
  return placed;
exception
  when lock_not_available or deadlock_detected then
    -- Arriving here has released the locks taken above: whoever waited for them goes first.
    return null;
end
$$;

create function private.describe_order(shown public.orders)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(shown) - 'idempotency_key' || jsonb_build_object(
    'next_statuses', to_jsonb(public.next_order_statuses(shown.status)),
    'can_cancel', shown.status in ('placed', 'confirmed'),
    -- Until when the stock is held for an online payment.
    'payment_due_at', case
      when shown.status = 'placed' and shown.payment_method = 'razorpay'
        and shown.payment_status in ('pending', 'failed')
      then shown.created_at + private.payment_window()
    end
  )
$$;

create function public.place_order(
  items jsonb,
  shipping jsonb,
  payment_method public.order_payment_method,
  idempotency_key uuid,
  expected_total bigint default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
  lines constant jsonb := private.order_lines(place_order.items);
  answer jsonb;
  placed public.orders;
begin
  if place_order.payment_method is null then
    raise exception 'Choose how to pay.'
      using errcode = 'PT400', detail = '{"fields": {"payment_method": ["Choose how to pay."]}}';
  end if;
  perform private.refuse_fields(private.shipping_errors(place_order.shipping), 'PT400');
  answer := private.begin_call(
    caller, place_order.idempotency_key, 'place_order',
    -- A digest, so that an address is not kept twice.
    jsonb_build_object('digest', encode(sha256(convert_to(jsonb_build_array(
      lines, place_order.shipping, place_order.payment_method, place_order.expected_total
    )::text, 'UTF8')), 'hex'))
  );
  if answer is not null then
    return answer;
  end if;
  -- More than hands can do, and no more than a programme gone wrong should.
  if not private.take_token('place_order:' || caller, 1000, '1 minute') then
    raise exception 'Too many orders. Try again in a minute.' using errcode = 'PT429';
  end if;

  -- Tried until it succeeds, as an update would wait: the caller's statement_timeout is the limit.
  loop
    placed := private.try_place_order(
      caller, lines, place_order.shipping, place_order.payment_method, place_order.idempotency_key,
      place_order.expected_total
    );
    exit when placed.id is not null;
  end loop;
  return private.end_call(caller, place_order.idempotency_key, private.describe_order(placed));
end
$$;

comment on function public.place_order(jsonb, jsonb, public.order_payment_method, uuid, bigint) is
  'Takes the stock and places the order, or names what is short. expected_total refuses a price that has changed.';

-- Grants

revoke all on function private.refuse_fields(jsonb, text, jsonb) from public, anon, authenticated, service_role;
revoke all on function private.order_lines(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.shipping_errors(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.stock_errors(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.free_lapsed_stock(uuid[]) from public, anon, authenticated, service_role;
revoke all on function private.try_place_order(uuid, jsonb, jsonb, public.order_payment_method, uuid, bigint)
  from public, anon, authenticated, service_role;
revoke all on function private.describe_order(public.orders) from public, anon, authenticated, service_role;
revoke all on function public.place_order(jsonb, jsonb, public.order_payment_method, uuid, bigint)
  from public, anon, authenticated, service_role;
grant execute on function public.place_order(jsonb, jsonb, public.order_payment_method, uuid, bigint)
  to authenticated;
