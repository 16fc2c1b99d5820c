-- Stock: taken with the items of an order and given back when it comes to nothing, whichever way that is said.

-- Functions

create function private.payment_window()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '30 minutes'
$$;

comment on function private.payment_window() is 'How long an order waits for its online payment before its stock is free.';

create function private.take_stock()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- In id order, whoever writes: two orders of the same products then never wait for each other in a circle.
  perform from public.products as p
  where p.id in (select t.product_id from taken as t)
  order by p.id
  for no key update;
  update public.products as p
  set stock = p.stock - t.quantity
  from (select product_id, sum(quantity) as quantity from taken group by product_id) as t
  where p.id = t.product_id;
  return null;
end
$$;

create function private.give_stock_back()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from public.products as p
  where p.id in (select i.product_id from public.order_items as i where i.order_id = new.id)
  order by p.id
  for no key update;
  update public.products as p
  set stock = p.stock + i.quantity
  from public.order_items as i
  where i.order_id = new.id and p.id = i.product_id;
  return null;
end
$$;

create function private.release_order(order_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- What someone holds at this moment, a payment that is just arriving say, is left to the next time.
  perform from public.orders as o
  where o.id = release_order.order_id
    and o.status = 'placed'
    and o.payment_method = 'razorpay'
    and o.payment_status in ('pending', 'failed')
    and o.created_at < now() - private.payment_window()
  for update skip locked;
  if not found then
    return false;
  end if;
  perform private.explain_order('unpaid');
  update public.orders as o set status = 'cancelled' where o.id = release_order.order_id;
  perform private.explain_order(null);
  return true;
end
$$;

create function public.release_unpaid_orders(max_orders integer default 100)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  lapsed uuid;
  released integer := 0;
begin
  for lapsed in
    select o.id
    from public.orders as o
    where o.status = 'placed'
      and o.payment_method = 'razorpay'
      and o.payment_status in ('pending', 'failed')
      and o.created_at < now() - private.payment_window()
    order by o.created_at
    limit least(greatest(coalesce(max_orders, 100), 1), 1000)
  loop
    if private.release_order(lapsed) then
      released := released + 1;
    end if;
  end loop;
  return released;
end
$$;

comment on function public.release_unpaid_orders(integer) is
  'Cancels orders whose online payment never came, which frees their stock; how many there were. For a worker.';

-- Triggers

create trigger take_stock
  after insert on public.order_items
  referencing new table as taken
  for each statement execute function private.take_stock();

create trigger give_stock_back
  after update on public.orders
  for each row when (
    new.status <> old.status and new.status in ('cancelled', 'returned')
  )
  execute function private.give_stock_back();

-- Grants

revoke all on function private.payment_window() from public, anon, authenticated, service_role;
revoke all on function private.take_stock() from public, anon, authenticated, service_role;
revoke all on function private.give_stock_back() from public, anon, authenticated, service_role;
revoke all on function private.release_order(uuid) from public, anon, authenticated, service_role;
revoke all on function public.release_unpaid_orders(integer) from public, anon, authenticated, service_role;
grant execute on function public.release_unpaid_orders(integer) to service_role;
