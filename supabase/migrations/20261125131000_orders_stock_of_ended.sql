-- Items that SQL adds to an order that has ended take no stock: nobody would ever give it back.

-- Functions

create or replace function private.take_stock()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The lock makes a cancellation wait and then find these items, or these items wait and find it cancelled.
  perform from public.orders as o
  where o.id in (select t.order_id from taken as t)
  order by o.id
  for share;
  -- In id order, whoever writes: two orders of the same products then never wait for each other in a circle.
  perform from public.products as p
  where p.id in (select t.product_id from taken as t)
  order by p.id
  for no key update;
  update public.products as p
  set stock = p.stock - t.quantity
  from (
    select item.product_id, sum(item.quantity) as quantity
    from taken as item
    join public.orders as o on o.id = item.order_id and o.status not in ('cancelled', 'returned')
    group by item.product_id
  ) as t
  where p.id = t.product_id;
  return null;
end
$$;
