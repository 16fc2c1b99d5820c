-- Orders: the state machine, and a record of everything that happens to an order, whichever way it comes.

create type public.order_status as enum (
  'placed', 'confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered', 'cancelled', 'returned'
);
create type public.order_payment_method as enum ('razorpay', 'cod');
create type public.order_payment_status as enum ('pending', 'paid', 'failed', 'refunded');
create type public.order_event_kind as enum ('status', 'location', 'partner', 'payment', 'eta', 'note');

-- Tables

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  -- What people say on the phone: it tells neither how many orders there are nor when this one came.
  order_number text not null,
  -- Null once the account is gone: a sale stays on record.
  user_id uuid references public.profiles (id) on delete set null,
  status public.order_status not null default 'placed',
  payment_method public.order_payment_method not null,
  payment_status public.order_payment_status not null default 'pending',
  razorpay_order_id text,
  razorpay_payment_id text,
  subtotal bigint not null,
  total bigint not null,
  currency char(3) not null default 'INR',
  ship_name text not null,
  ship_phone text not null,
  ship_address text not null,
  ship_city text not null,
  ship_postcode text not null,
  delivery_partner_name text,
  delivery_partner_phone text,
  location_lat double precision,
  location_lng double precision,
  location_label text,
  eta timestamptz,
  -- The latest word of the shop to the shopper; earlier ones are events.
  note text,
  version integer not null default 1,
  idempotency_key uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  status_changed_at timestamptz not null default now(),
  -- Money that the shop owes: paid, and the order came to nothing.
  refund_due boolean not null generated always as (
    payment_status = 'paid' and status in ('cancelled', 'returned')
  ) stored,
  constraint orders_amounts_in_order check (total between 0 and subtotal and subtotal <= 10000000000000),
  constraint orders_currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  constraint orders_ship_fits check (
    char_length(ship_name) between 1 and 80
    and char_length(ship_phone) between 5 and 25
    and char_length(ship_address) between 3 and 300
    and char_length(ship_city) between 1 and 80
    and char_length(ship_postcode) between 3 and 12
  ),
  constraint orders_partner_fits check (
    char_length(delivery_partner_name) between 1 and 80 and char_length(delivery_partner_phone) between 5 and 25
  ),
  constraint orders_location_is_on_earth check (
    (location_lat is null) = (location_lng is null)
    and location_lat between -90 and 90
    and location_lng between -180 and 180
  ),
  constraint orders_location_label_fits check (char_length(location_label) between 1 and 120),
  constraint orders_note_fits check (char_length(note) between 1 and 500),
  constraint orders_payment_ids_are_of_the_gateway check (
    payment_method = 'razorpay' or (razorpay_order_id is null and razorpay_payment_id is null)
  )
);

create unique index orders_number_is_free on public.orders (order_number);
create unique index orders_one_for_each_key on public.orders (user_id, idempotency_key);
create unique index orders_one_for_each_razorpay_order on public.orders (razorpay_order_id);
create unique index orders_one_for_each_razorpay_payment on public.orders (razorpay_payment_id);
create index orders_of_user on public.orders (user_id, created_at desc, id);
create index orders_newest on public.orders (created_at desc, id);
create index orders_by_status on public.orders (status, created_at desc);
create index orders_unpaid on public.orders (created_at)
  where status = 'placed' and payment_method = 'razorpay' and payment_status in ('pending', 'failed');

alter table public.orders enable row level security;

create table public.order_items (
  -- A key without meaning, because DELETE events show it to everyone.
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete restrict,
  product_id uuid not null references public.products (id) on delete restrict,
  -- As they were when the order was placed.
  name text not null,
  unit_price bigint not null,
  quantity integer not null,
  constraint order_items_once unique (order_id, product_id),
  constraint order_items_name_fits check (char_length(name) between 1 and 120),
  constraint order_items_price_is_not_negative check (unit_price between 0 and 10000000000),
  constraint order_items_quantity_is_sensible check (quantity between 1 and 1000)
);

create index order_items_of_product on public.order_items (product_id);

alter table public.order_items enable row level security;

create table public.order_events (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders (id) on delete restrict,
  kind public.order_event_kind not null,
  data jsonb not null,
  -- Who did it; null is SQL, the dashboard, a payment gateway or the clock. No foreign key: the account may go.
  actor_id uuid,
  created_at timestamptz not null,
  constraint order_events_data_is_an_object check (jsonb_typeof(data) = 'object')
);

create index order_events_of_order on public.order_events (order_id, id);
-- The latest deliveries tell when the next ones arrive.
create index order_events_of_delivery on public.order_events (created_at)
  where kind = 'status' and data ->> 'to' = 'delivered';

alter table public.order_events enable row level security;

-- Functions

create function public.next_order_statuses(status public.order_status)
returns public.order_status[]
language sql
immutable
set search_path = ''
as $$
  select case status
    when 'placed' then '{confirmed,cancelled}'
    when 'confirmed' then '{packed,cancelled}'
    when 'packed' then '{shipped,cancelled}'
    when 'shipped' then '{out_for_delivery,returned}'
    -- Nobody at home: back to the depot, and out again.
    when 'out_for_delivery' then '{delivered,shipped,returned}'
    when 'delivered' then '{returned}'
    else '{}'
  end::public.order_status[]
$$;

comment on function public.next_order_statuses(public.order_status) is
  'The steps that an order in this status can take. The only place in SQL that knows; lib/orders/rules.ts agrees.';

create function private.next_payment_statuses(status public.order_payment_status)
returns public.order_payment_status[]
language sql
immutable
set search_path = ''
as $$
  -- Messages of a gateway come late and in any order: what is paid never goes back, a refund is the end.
  select case status
    when 'pending' then '{paid,failed,refunded}'
    when 'failed' then '{paid,refunded}'
    when 'paid' then '{refunded}'
    else '{}'
  end::public.order_payment_status[]
$$;

create function private.status_words(status public.order_status)
returns text
language sql
stable
set search_path = ''
as $$
  select replace(status::text, '_', ' ')
$$;

create function private.tracking_fields(shown public.orders)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'status', shown.status,
    'delivery_partner_name', shown.delivery_partner_name,
    'delivery_partner_phone', shown.delivery_partner_phone,
    'location_lat', shown.location_lat,
    'location_lng', shown.location_lng,
    'location_label', shown.location_label,
    'eta', shown.eta,
    'note', shown.note
  )
$$;

comment on function private.tracking_fields(public.orders) is 'What admins set of an order; a change of it is a version.';

create function private.new_order_number()
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- Without letters and digits that are taken for each other.
  alphabet constant text := '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  bytes bytea;
  candidate text;
begin
  loop
    bytes := extensions.gen_random_bytes(8);
    select 'RC-' || string_agg(substr(alphabet, (get_byte(bytes, i) & 31) + 1, 1), '' order by i) into candidate
    from generate_series(0, 7) as i;
    exit when not exists (select from public.orders as o where o.order_number = candidate);
  end loop;
  return candidate;
end
$$;

create function private.fill_order()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.order_number := coalesce(new.order_number, private.new_order_number());
  new.version := 1;
  new.status_changed_at := new.created_at;
  return new;
end
$$;

create function private.require_order_step(before public.orders, after public.orders)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  allowed constant public.order_status[] := public.next_order_statuses(before.status);
  choices constant text := (
    select string_agg(private.status_words(step), ' or ' order by place)
    from unnest(allowed) with ordinality as next (step, place)
  );
  message constant text := format(
    'An order that is %s cannot become %s. %s',
    private.status_words(before.status), private.status_words(after.status),
    coalesce('It can become ' || choices || '.', 'Nothing comes after that.')
  );
begin
  if after.status = any (allowed) then
    return;
  end if;
  raise exception '%', message using
    errcode = 'PT409',
    detail = jsonb_build_object(
      'fields', jsonb_build_object('status', jsonb_build_array(message)),
      'status', before.status, 'next_statuses', to_jsonb(allowed)
    );
end
$$;

create function private.settle_order()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if new.version is distinct from old.version then
    raise exception 'This order has changed since version %: it is at version % now.', new.version, old.version
      using errcode = 'PT409',
        detail = jsonb_build_object('version', old.version, 'current', private.tracking_fields(old));
  end if;
  -- Screens filter their events by id and by user_id; an account that is deleted leaves its orders.
  if (new.id, new.order_number, new.payment_method, new.subtotal, new.total, new.currency, new.created_at)
      is distinct from
      (old.id, old.order_number, old.payment_method, old.subtotal, old.total, old.currency, old.created_at)
    or (new.user_id is distinct from old.user_id and new.user_id is not null)
    or new.idempotency_key is distinct from old.idempotency_key then
    raise exception 'Number, owner, way of payment and amounts of an order are final.' using errcode = 'PT409';
  end if;

  if new.status <> old.status then
    perform private.require_order_step(old, new);
    new.status_changed_at := clock_timestamp();
    -- Cash is collected at the door.
    if new.status = 'delivered' and new.payment_method = 'cod' and new.payment_status = 'pending' then
      new.payment_status := 'paid';
    end if;
  end if;
  if new.payment_status <> old.payment_status
    and new.payment_status <> all (private.next_payment_statuses(old.payment_status)) then
    raise exception 'A payment that is % cannot become %.', old.payment_status, new.payment_status
      using errcode = 'PT409';
  end if;

  -- A payment that arrives is no edit: it must not refuse what an admin is about to save.
  if private.tracking_fields(new) <> private.tracking_fields(old)
    or (new.ship_name, new.ship_phone, new.ship_address, new.ship_city, new.ship_postcode)
      <> (old.ship_name, old.ship_phone, old.ship_address, old.ship_city, old.ship_postcode) then
    new.version := old.version + 1;
  end if;
  new.updated_at := now();
  return new;
end
$$;

create function private.explain_order(reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('rowcast.order_reason', coalesce(reason, ''), true);
end
$$;

comment on function private.explain_order(text) is
  'Why the next changes of orders happen, when nobody asked for them: then they have no actor. Null ends it.';

create function private.write_order_event(
  order_id uuid,
  kind public.order_event_kind,
  data jsonb
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  reason constant text := nullif(current_setting('rowcast.order_reason', true), '');
begin
  insert into public.order_events (order_id, kind, data, actor_id, created_at)
  values (
    write_order_event.order_id, write_order_event.kind,
    write_order_event.data || case when reason is null then '{}' else jsonb_build_object('reason', reason) end,
    case when reason is null then auth.uid() end,
    clock_timestamp()
  );
end
$$;

create function private.record_new_order()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.write_order_event(new.id, 'status', jsonb_build_object('from', null, 'to', new.status));
  return null;
end
$$;

create function private.record_order_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if new.status <> old.status then
    perform private.write_order_event(
      new.id, 'status', jsonb_build_object('from', old.status, 'to', new.status)
    );
  end if;
  if (new.delivery_partner_name, new.delivery_partner_phone)
      is distinct from (old.delivery_partner_name, old.delivery_partner_phone) then
    perform private.write_order_event(new.id, 'partner', jsonb_build_object(
      'name', new.delivery_partner_name, 'phone', new.delivery_partner_phone
    ));
  end if;
  if (new.location_lat, new.location_lng, new.location_label)
      is distinct from (old.location_lat, old.location_lng, old.location_label) then
    perform private.write_order_event(new.id, 'location', jsonb_build_object(
      'lat', new.location_lat, 'lng', new.location_lng, 'label', new.location_label
    ));
  end if;
  if new.eta is distinct from old.eta then
    perform private.write_order_event(new.id, 'eta', jsonb_build_object('from', old.eta, 'to', new.eta));
  end if;
  if new.note is distinct from old.note and new.note is not null then
    perform private.write_order_event(new.id, 'note', jsonb_build_object('note', new.note));
  end if;
  if new.payment_status <> old.payment_status or (new.refund_due and not old.refund_due) then
    perform private.write_order_event(new.id, 'payment', jsonb_build_object(
      'from', old.payment_status, 'to', new.payment_status, 'refund_due', new.refund_due
    ));
  end if;
  return null;
end
$$;

create function private.protect_order_events()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- Depth 2 is a trigger on orders writing its entry.
  if tg_op = 'INSERT' and pg_trigger_depth() > 1 then
    return new;
  end if;
  raise exception 'The events of an order are written by its changes only, and are never changed.'
    using errcode = 'PT409';
end
$$;

create function private.keep_order_items()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'The items of an order are final. Cancel the order and place another.' using errcode = 'PT409';
end
$$;

create function private.keep_orders()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'An order is a record and stays. Set its status to cancelled instead.' using errcode = 'PT409';
end
$$;

-- Triggers

create trigger fill_order
  before insert on public.orders
  for each row execute function private.fill_order();

create trigger settle_order
  before update on public.orders
  for each row execute function private.settle_order();

create trigger record_new_order
  after insert on public.orders
  for each row execute function private.record_new_order();

create trigger record_order_change
  after update on public.orders
  for each row execute function private.record_order_change();

create trigger keep_orders
  before delete on public.orders
  for each row execute function private.keep_orders();

create trigger refuse_truncate
  before truncate on public.orders
  for each statement execute function private.keep_orders();

create trigger keep_order_items
  before update or delete on public.order_items
  for each row execute function private.keep_order_items();

create trigger refuse_truncate
  before truncate on public.order_items
  for each statement execute function private.keep_order_items();

create trigger protect_order_events
  before insert or update or delete on public.order_events
  for each row execute function private.protect_order_events();

create trigger refuse_truncate
  before truncate on public.order_events
  for each statement execute function private.protect_order_events();

-- Policies

create policy "Shoppers read their own orders, admins read all" on public.orders
  for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()));

-- The policy of orders answers for what belongs to an order.
create policy "Whoever reads an order reads its items" on public.order_items
  for select to authenticated
  using (exists (select from public.orders as o where o.id = order_items.order_id));

create policy "Whoever reads an order reads its events" on public.order_events
  for select to authenticated
  using (exists (select from public.orders as o where o.id = order_events.order_id));

-- Grants: people order and admins track by functions; the service key may write as SQL does.

revoke all on table public.orders from public, anon, authenticated, service_role;
revoke all on table public.order_items from public, anon, authenticated, service_role;
revoke all on table public.order_events from public, anon, authenticated, service_role;
revoke all on sequence public.order_events_id_seq from public, anon, authenticated, service_role;
grant select on table public.orders to authenticated;
grant select, insert, update on table public.orders to service_role;
grant select on table public.order_items to authenticated;
grant select, insert on table public.order_items to service_role;
grant select on table public.order_events to authenticated, service_role;

revoke all on function public.next_order_statuses(public.order_status)
  from public, anon, authenticated, service_role;
grant execute on function public.next_order_statuses(public.order_status) to authenticated, service_role;

revoke all on function private.next_payment_statuses(public.order_payment_status)
  from public, anon, authenticated, service_role;
revoke all on function private.status_words(public.order_status) from public, anon, authenticated, service_role;
revoke all on function private.tracking_fields(public.orders) from public, anon, authenticated, service_role;
revoke all on function private.new_order_number() from public, anon, authenticated, service_role;
revoke all on function private.fill_order() from public, anon, authenticated, service_role;
revoke all on function private.require_order_step(public.orders, public.orders)
  from public, anon, authenticated, service_role;
revoke all on function private.settle_order() from public, anon, authenticated, service_role;
revoke all on function private.explain_order(text) from public, anon, authenticated, service_role;
revoke all on function private.write_order_event(uuid, public.order_event_kind, jsonb)
  from public, anon, authenticated, service_role;
revoke all on function private.record_new_order() from public, anon, authenticated, service_role;
revoke all on function private.record_order_change() from public, anon, authenticated, service_role;
revoke all on function private.protect_order_events() from public, anon, authenticated, service_role;
revoke all on function private.keep_order_items() from public, anon, authenticated, service_role;
revoke all on function private.keep_orders() from public, anon, authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.orders, public.order_events;
