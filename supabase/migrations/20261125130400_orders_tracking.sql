-- Tracking: what admins set of an order, how a shopper cancels one, and what the shopper is told.

-- Functions

create function private.instant_in(value jsonb)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  -- With its offset, because the session's time zone is nobody's.
  if private.text_in(value) !~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?)$' then
    return null;
  end if;
  return private.text_in(value)::timestamptz;
exception
  when datetime_field_overflow or invalid_datetime_format then
    return null;
end
$$;

create function private.tidy_tracking(patch jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  -- Blanks around a text are nobody's intention, and an empty one stands for none.
  select coalesce(jsonb_object_agg(
    key,
    case
      when key <> 'status' and jsonb_typeof(value) = 'string'
        then coalesce(to_jsonb(nullif(btrim(value #>> '{}'), '')), 'null')
      else value
    end
  ), '{}')
  from jsonb_each(patch)
$$;

create function private.tracking_errors(patch jsonb, fields jsonb, placed_at timestamptz)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(rule.field, jsonb_build_array(rule.message)), '{}')
  from (
    select
      key as field,
      case
        when key not in (
          'status', 'delivery_partner_name', 'delivery_partner_phone', 'location_lat', 'location_lng',
          'location_label', 'eta', 'note'
        ) then 'The tracking of an order has no such field.'
        when key = 'status' and (
          private.text_in(value) is null
          or private.text_in(value) <> all (enum_range(null::public.order_status)::text[])
        ) then 'There is no such status.'
        when key <> 'status' and value = 'null' then null
        when key = 'delivery_partner_name' and (
          private.text_in(value) is null or char_length(value #>> '{}') > 80 or value #>> '{}' ~ '[[:cntrl:]]'
        ) then 'A name has at most 80 characters.'
        when key = 'delivery_partner_phone' and (
          private.text_in(value) is null or value #>> '{}' !~ '^\+?[0-9(][0-9 ()./-]{3,22}[0-9]$'
        ) then 'A phone number has 5 to 15 digits, such as +91 98765 43210.'
        when key = 'location_lat' and private.number_in(value) between -90 and 90 is not true
          then 'A latitude is a number from -90 to 90.'
        when key = 'location_lng' and private.number_in(value) between -180 and 180 is not true
          then 'A longitude is a number from -180 to 180.'
        when key = 'location_label' and (
          private.text_in(value) is null or char_length(value #>> '{}') > 120 or value #>> '{}' ~ '[[:cntrl:]]'
        ) then 'The name of a place has at most 120 characters.'
        when key = 'eta' and (
          private.instant_in(value) between placed_at and now() + interval '1 year'
        ) is not true then 'The arrival is a moment after the order was placed and within a year.'
        when key = 'note' and (private.text_in(value) is null or char_length(value #>> '{}') > 500)
          then 'A note has at most 500 characters.'
      end as message
    from jsonb_each(patch)
    union all
    select
      'location_lat', 'A place has a latitude and a longitude, or neither.'
    where (fields ->> 'location_lat' is null) <> (fields ->> 'location_lng' is null)
      and not (patch ? 'location_lat' and private.number_in(patch -> 'location_lat') is null
        and patch -> 'location_lat' <> 'null')
  ) as rule
  where rule.message is not null
$$;

comment on function private.tracking_errors(jsonb, jsonb, timestamptz) is
  'What is wrong with a patch, and with the fields as they would be after it: {"field": ["sentence"]}.';

create function private.lock_order(order_id uuid)
returns public.orders
language plpgsql
set search_path = ''
as $$
declare
  locked public.orders;
begin
  select o.* into locked from public.orders as o where o.id = lock_order.order_id for no key update;
  if locked.id is null then
    raise exception 'There is no such order.' using errcode = 'PT404';
  end if;
  return locked;
end
$$;

create function public.update_tracking(order_id uuid, version integer, patch jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  current_order public.orders;
  wanted public.orders;
  tidy jsonb;
  fields jsonb;
begin
  perform private.require_admin();
  if jsonb_typeof(update_tracking.patch) is distinct from 'object' then
    raise exception 'The tracking of an order is an object of fields.' using errcode = 'PT400';
  end if;
  if update_tracking.version is null then
    raise exception 'Say which version of the order you have seen.' using errcode = 'PT400';
  end if;
  current_order := private.lock_order(update_tracking.order_id);
  tidy := private.tidy_tracking(update_tracking.patch);
  fields := private.tracking_fields(current_order) || tidy;
  perform private.refuse_fields(private.tracking_errors(tidy, fields, current_order.created_at), 'PT400');
  if current_order.version <> update_tracking.version then
    raise exception 'This order has changed since version %: it is at version % now.',
      update_tracking.version, current_order.version
      using errcode = 'PT409', detail = jsonb_build_object(
        'version', current_order.version, 'current', private.tracking_fields(current_order)
      );
  end if;

  wanted := jsonb_populate_record(current_order, tidy);
  update public.orders as o
  set
    status = wanted.status,
    delivery_partner_name = wanted.delivery_partner_name,
    delivery_partner_phone = wanted.delivery_partner_phone,
    location_lat = wanted.location_lat,
    location_lng = wanted.location_lng,
    location_label = wanted.location_label,
    eta = wanted.eta,
    note = wanted.note
  where o.id = update_tracking.order_id
  returning o.* into current_order;
  return private.describe_order(current_order);
end
$$;

comment on function public.update_tracking(uuid, integer, jsonb) is
  'Changes the named fields of the version that the admin has seen; the order. A note is a word to the shopper.';

create function public.cancel_order(order_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
  current_order public.orders;
begin
  -- An order of someone else does not exist for a shopper.
  perform from public.orders as o
  where o.id = cancel_order.order_id and (o.user_id = caller or private.is_admin());
  if not found then
    raise exception 'There is no such order.' using errcode = 'PT404';
  end if;
  current_order := private.lock_order(cancel_order.order_id);
  -- Cancelling twice is no mistake.
  if current_order.status = 'cancelled' then
    return private.describe_order(current_order);
  end if;
  if current_order.status not in ('placed', 'confirmed') and not private.is_admin() then
    raise exception 'This order is % already and can''t be cancelled any more.',
      private.status_words(current_order.status)
      using errcode = 'PT409', detail = jsonb_build_object('status', current_order.status);
  end if;
  update public.orders as o set status = 'cancelled'
  where o.id = cancel_order.order_id
  returning o.* into current_order;
  return private.describe_order(current_order);
end
$$;

comment on function public.cancel_order(uuid) is
  'Cancels an order of the caller that is not packed yet; its stock is free at once. Admins cancel what can be.';

create function private.tell_shopper()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  is_unpaid constant boolean := current_setting('rowcast.order_reason', true) = 'unpaid';
begin
  if new.status <> old.status and (is_unpaid or new.user_id is distinct from auth.uid()) then
    insert into public.notifications (user_id, title, message, type, link)
    values (
      new.user_id,
      format('Order %s is %s', new.order_number, private.status_words(new.status)),
      case new.status
        when 'confirmed' then 'The shop has confirmed your order.'
        when 'packed' then 'Your order is packed and waits for its carrier.'
        when 'shipped' then 'Your order is on its way.'
        when 'out_for_delivery' then 'Your order arrives today. You can follow it on its page.'
        when 'delivered' then 'Your order has arrived. Enjoy it!'
        when 'returned' then 'Your order is back at the shop.'
        when 'cancelled' then case
          when is_unpaid then 'The payment did not arrive in time, so the order has been cancelled.'
          else 'Your order has been cancelled.'
        end
        else 'Your order has moved on.'
      end,
      case
        when new.status = 'delivered' then 'success'
        when new.status in ('cancelled', 'returned') then 'warning'
        else 'info'
      end::public.notification_type,
      '/orders/' || new.id
    );
  end if;
  -- Cash at the door is no news.
  if new.payment_status <> old.payment_status and new.payment_method = 'razorpay' then
    insert into public.notifications (user_id, title, message, type, link)
    values (
      new.user_id,
      format('Payment of order %s: %s', new.order_number, new.payment_status),
      case
        when new.refund_due then 'Your payment came after the order had ended. It will be refunded.'
        when new.payment_status = 'paid' then 'Thank you: your payment has arrived.'
        when new.payment_status = 'failed' then 'The payment did not succeed. You can try again on the page of the order.'
        else 'Your payment has been refunded.'
      end,
      case new.payment_status when 'failed' then 'error' when 'paid' then 'success' else 'info' end
        ::public.notification_type,
      '/orders/' || new.id
    );
  end if;
  return null;
end
$$;

-- Triggers

create trigger tell_shopper
  after update on public.orders
  for each row when (
    new.user_id is not null
    and (new.status <> old.status or new.payment_status <> old.payment_status)
  )
  execute function private.tell_shopper();

-- Grants: the functions themselves ask who calls.

revoke all on function private.instant_in(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.tidy_tracking(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.tracking_errors(jsonb, jsonb, timestamptz)
  from public, anon, authenticated, service_role;
revoke all on function private.lock_order(uuid) from public, anon, authenticated, service_role;
revoke all on function private.tell_shopper() from public, anon, authenticated, service_role;
revoke all on function public.update_tracking(uuid, integer, jsonb) from public, anon, authenticated, service_role;
revoke all on function public.cancel_order(uuid) from public, anon, authenticated, service_role;
grant execute on function public.update_tracking(uuid, integer, jsonb) to authenticated;
grant execute on function public.cancel_order(uuid) to authenticated;
