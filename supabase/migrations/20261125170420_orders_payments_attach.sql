-- The gateway's order is attached by who has made it, the shop: see decision 0341.

-- Functions

drop function public.attach_payment_order(uuid, text);

create function public.attach_payment_order(order_id uuid, shopper_id uuid, razorpay_order_id text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  current_order public.orders;
begin
  if (attach_payment_order.razorpay_order_id ~ '^order_[A-Za-z0-9_]{6,80}$') is not true then
    raise exception 'This is no order of the payment gateway.' using errcode = 'PT400';
  end if;
  perform from public.orders as o
  where o.id = attach_payment_order.order_id and o.user_id = attach_payment_order.shopper_id;
  if not found then
    raise exception 'There is no such order.' using errcode = 'PT404';
  end if;
  current_order := private.lock_order(attach_payment_order.order_id);
  if current_order.payment_method <> 'razorpay' then
    raise exception 'This order is paid in cash.' using errcode = 'PT409';
  end if;
  -- The first one stays: a second tab pays the same.
  if current_order.razorpay_order_id is not null then
    return current_order.razorpay_order_id;
  end if;
  if current_order.status = 'cancelled' or current_order.payment_status not in ('pending', 'failed') then
    raise exception 'This order can''t be paid any more.' using errcode = 'PT409';
  end if;
  update public.orders as o
  set razorpay_order_id = attach_payment_order.razorpay_order_id
  where o.id = attach_payment_order.order_id;
  return attach_payment_order.razorpay_order_id;
exception
  when unique_violation then
    raise exception 'This order of the payment gateway belongs to another order.' using errcode = 'PT409';
end
$$;

comment on function public.attach_payment_order(uuid, uuid, text) is
  'Notes the gateway''s order that the shop has made for an order of this shopper, once; the one that holds.';

-- Grants

revoke all on function public.attach_payment_order(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.attach_payment_order(uuid, uuid, text) to service_role;
