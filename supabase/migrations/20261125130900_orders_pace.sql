-- Placing orders faster: those who want the same product queue in front of its row, and plans are kept.

-- Functions

-- Not language sql, here and below: PL/pgSQL keeps the plan for the connection, and planning was most of the time.
create or replace function private.shipping_errors(shipping jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  name constant text := btrim(private.text_in(shipping -> 'name'));
  phone constant text := btrim(private.text_in(shipping -> 'phone'));
  address constant text := btrim(private.text_in(shipping -> 'address'));
  city constant text := btrim(private.text_in(shipping -> 'city'));
  postcode constant text := btrim(private.text_in(shipping -> 'postcode'));
  errors jsonb := '{}';
begin
  if (char_length(name) between 1 and 80 and name !~ '[[:cntrl:]]') is not true then
    errors := errors || '{"name": ["A name has 1 to 80 characters."]}';
  end if;
  if (
    phone ~ '^\+?[0-9(][0-9 ()./-]{3,22}[0-9]$'
    and char_length(regexp_replace(phone, '[^0-9]', '', 'g')) between 5 and 15
  ) is not true then
    errors := errors || '{"phone": ["A phone number has 5 to 15 digits, such as +91 98765 43210."]}';
  end if;
  -- An address may have several lines.
  if (
    char_length(address) between 3 and 300 and translate(address, E'\n\r', '  ') !~ '[[:cntrl:]]'
  ) is not true then
    errors := errors || '{"address": ["An address has 3 to 300 characters."]}';
  end if;
  if (char_length(city) between 1 and 80 and city !~ '[[:cntrl:]]') is not true then
    errors := errors || '{"city": ["A city has 1 to 80 characters."]}';
  end if;
  if postcode ~ '^[A-Za-z0-9][A-Za-z0-9 -]{1,10}[A-Za-z0-9]$' is not true then
    errors := errors || '{"postcode": ["A postcode has 3 to 12 letters and digits."]}';
  end if;
  return errors;
end
$$;

create or replace function private.stock_errors(lines jsonb)
returns jsonb
language plpgsql
volatile
set search_path = ''
as $$
begin
  return (
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
  );
end
$$;

create or replace function public.place_order(
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

  -- Shoppers of the same product queue here, in one order for all carts, so that at its row they meet plain SQL only
  -- and nobody's patience (lock_timeout) ends because others came first.
  perform pg_advisory_xact_lock(hashtextextended('private.place_order ' || wanted.product_id, 0))
  from (select k as product_id from jsonb_object_keys(lines) as k order by k) as wanted;
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
