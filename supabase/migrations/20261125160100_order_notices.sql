-- Notices about orders: a mail to the shopper at each step, a push to the administrators with each new order.

-- Functions

create function private.order_subject(order_number text, step text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format('Order %s %s', order_number, case step
    when 'placed' then 'has arrived at the shop'
    when 'confirmed' then 'is confirmed'
    when 'packed' then 'is packed'
    when 'shipped' then 'is on its way'
    when 'out_for_delivery' then 'arrives today'
    when 'delivered' then 'was delivered'
    when 'cancelled' then 'is cancelled'
    when 'returned' then 'has come back'
    else 'has changed'
  end)
$$;

create function private.order_for_notice(order_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'order_number', o.order_number,
    'total', o.total,
    'currency', o.currency,
    'eta', o.eta,
    'items', coalesce((
      select jsonb_agg(
        jsonb_build_object('name', i.name, 'quantity', i.quantity, 'unit_price', i.unit_price) order by i.name, i.id
      )
      from public.order_items as i where i.order_id = o.id
    ), '[]')
  )
  from public.orders as o
  where o.id = order_for_notice.order_id
$$;

create function private.queue_order_mail(ordered public.orders, step text, reason text, dedupe_key text)
returns void
language sql
security definer
set search_path = ''
as $$
  -- Guests without an address are not queued at all: their inbox in the app has it.
  insert into public.notices (channel, kind, user_id, stream, dedupe_key, data)
  select 'email', 'order_' || step, p.id, 'mail of order ' || ordered.id, queue_order_mail.dedupe_key,
    jsonb_build_object(
      'order_id', ordered.id, 'status', step, 'reason', reason,
      'subject', private.order_subject(ordered.order_number, step)
    )
  from public.profiles as p
  where p.id = ordered.user_id and p.email is not null
  on conflict on constraint notices_dedupe_key_key do nothing
$$;

create function private.queue_order_pushes(ordered public.orders)
returns void
language sql
security definer
set search_path = ''
as $$
  insert into public.notices (channel, kind, user_id, push_subscription_id, stream, dedupe_key, data)
  select 'push', 'new_order', s.user_id, s.id, format('push of order %s to %s', ordered.id, s.id),
    format('new order %s to %s', ordered.id, s.id),
    jsonb_build_object(
      'order_id', ordered.id, 'status', 'placed', 'subject', format('New order %s', ordered.order_number)
    )
  from public.push_subscriptions as s
  join public.profiles as p on p.id = s.user_id and p.role = 'admin'
  where s.removed_at is null
  on conflict on constraint notices_dedupe_key_key do nothing
$$;

create function private.queue_order_notices()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  ordered public.orders;
  step constant text := new.data ->> 'to';
  is_paid_online boolean;
begin
  select * into strict ordered from public.orders as o where o.id = new.order_id;
  is_paid_online := new.kind = 'payment' and step = 'paid' and ordered.payment_method = 'razorpay';
  -- An order that waits for its online payment is none yet: shopper and administrators hear of it once it is paid.
  if is_paid_online and new.data ->> 'from' <> 'paid' and ordered.status not in ('cancelled', 'returned')
    or new.kind = 'status' and step = 'placed' and ordered.payment_method = 'cod' then
    perform private.queue_order_mail(ordered, 'placed', null, format('order %s placed', ordered.id));
    perform private.queue_order_pushes(ordered);
  elsif new.kind = 'status' and step <> 'placed' then
    perform private.queue_order_mail(ordered, step, new.data ->> 'reason', format('order event %s', new.id));
  end if;
  return null;
end
$$;

-- Triggers

create trigger queue_order_notices
  after insert on public.order_events
  for each row when (new.kind in ('status', 'payment'))
  execute function private.queue_order_notices();

-- Grants

revoke all on function private.order_subject(text, text) from public, anon, authenticated, service_role;
revoke all on function private.order_for_notice(uuid) from public, anon, authenticated, service_role;
revoke all on function private.queue_order_mail(public.orders, text, text, text)
  from public, anon, authenticated, service_role;
revoke all on function private.queue_order_pushes(public.orders) from public, anon, authenticated, service_role;
revoke all on function private.queue_order_notices() from public, anon, authenticated, service_role;
