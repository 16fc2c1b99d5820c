-- Payments: what a gateway says counts once, in whatever order it arrives, and money is believed by the service key only.

create type public.payment_outcome as enum ('applied', 'ignored', 'extra_payment', 'wrong_amount', 'unknown_order');

-- Table

create table public.payment_events (
  id bigint generated always as identity primary key,
  provider text not null,
  event_id text not null,
  order_id uuid references public.orders (id) on delete restrict,
  payload jsonb not null,
  -- Null only inside the transaction that receives it.
  outcome public.payment_outcome,
  received_at timestamptz not null default clock_timestamp(),
  constraint payment_events_once unique (event_id, provider),
  constraint payment_events_provider_fits check (char_length(provider) between 1 and 40),
  constraint payment_events_event_id_fits check (char_length(event_id) between 1 and 200)
);

create index payment_events_of_order on public.payment_events (order_id);

alter table public.payment_events enable row level security;

-- Functions

create function public.attach_payment_order(order_id uuid, razorpay_order_id text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
  current_order public.orders;
begin
  perform from public.orders as o where o.id = attach_payment_order.order_id and o.user_id = caller;
  if not found then
    raise exception 'There is no such order.' using errcode = 'PT404';
  end if;
  if attach_payment_order.razorpay_order_id !~ '^order_[A-Za-z0-9_]{6,80}$' then
    raise exception 'This is no order of the payment gateway.' using errcode = 'PT400';
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

comment on function public.attach_payment_order(uuid, text) is
  'Notes the gateway''s order that pays for an order of the caller, once; the one that holds.';

create function private.apply_payment(
  payable public.orders,
  payment_id text,
  wanted public.order_payment_status,
  amount bigint,
  currency text
)
returns public.payment_outcome
language plpgsql
set search_path = ''
as $$
begin
  if wanted = 'failed' then
    -- One attempt of perhaps several: nothing after success.
    if payable.payment_status <> 'pending' then
      return 'ignored';
    end if;
  elsif amount is distinct from payable.total or currency is distinct from payable.currency::text then
    return 'wrong_amount';
  elsif wanted = 'paid' and payable.payment_status in ('paid', 'refunded') then
    return case when payable.razorpay_payment_id is distinct from payment_id then 'extra_payment' else 'ignored' end;
  elsif wanted = 'refunded' and payable.razorpay_payment_id is not null
    and payable.razorpay_payment_id is distinct from payment_id then
    -- The refund of an extra payment leaves the order paid.
    return 'ignored';
  elsif wanted = payable.payment_status then
    return 'ignored';
  end if;

  update public.orders as o
  set
    payment_status = wanted,
    razorpay_payment_id = case when wanted = 'failed' then o.razorpay_payment_id else payment_id end
  where o.id = payable.id;
  return 'applied';
end
$$;

create function public.record_payment(
  provider text,
  event_id text,
  razorpay_order_id text,
  razorpay_payment_id text,
  status public.order_payment_status,
  amount bigint,
  currency text,
  payload jsonb default '{}'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  received bigint;
  payable public.orders;
  result public.payment_outcome;
begin
  if record_payment.status = 'pending'
    or (record_payment.status <> 'failed' and record_payment.razorpay_payment_id is null) then
    raise exception 'A payment is paid, failed or refunded, and has an id.' using errcode = 'PT400';
  end if;
  -- The same event at the same moment waits here for the first to end, then finds its row or takes its place.
  insert into public.payment_events as e (provider, event_id, payload)
  values (record_payment.provider, record_payment.event_id, record_payment.payload)
  on conflict on constraint payment_events_once do nothing
  returning e.id into received;
  if received is null then
    return (
      select jsonb_build_object('is_duplicate', true, 'outcome', e.outcome, 'order_id', e.order_id)
      from public.payment_events as e
      where e.event_id = record_payment.event_id and e.provider = record_payment.provider
    );
  end if;

  select o.* into payable
  from public.orders as o
  where o.razorpay_order_id = record_payment.razorpay_order_id
  for no key update;
  if payable.id is null then
    result := 'unknown_order';
  else
    -- A gateway has no account: what it changes has no actor, whoever's request brought it.
    perform private.explain_order('gateway');
    result := private.apply_payment(
      payable, record_payment.razorpay_payment_id, record_payment.status, record_payment.amount,
      record_payment.currency
    );
  end if;
  update public.payment_events as e set outcome = result, order_id = payable.id where e.id = received;
  perform private.explain_order(null);
  return jsonb_build_object('is_duplicate', false, 'outcome', result, 'order_id', payable.id);
end
$$;

comment on function public.record_payment(text, text, text, text, public.order_payment_status, bigint, text, jsonb) is
  'What a gateway says of a payment, after its signature was checked. Each event counts once; amount in minor units.';

create function private.note_odd_payment()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Nothing of the order changes, but somebody's money is there.
  perform private.write_order_event(
    new.order_id, 'payment',
    jsonb_build_object('problem', new.outcome)
  );
  return null;
end
$$;

create function private.keep_payment_events()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and old.outcome is null
    and (new.id, new.provider, new.event_id, new.payload, new.received_at)
      = (old.id, old.provider, old.event_id, old.payload, old.received_at) then
    return new;
  end if;
  raise exception 'What a payment gateway said is a record and stays.' using errcode = 'PT409';
end
$$;

-- Triggers

create trigger keep_payment_events
  before update or delete on public.payment_events
  for each row execute function private.keep_payment_events();

create trigger refuse_truncate
  before truncate on public.payment_events
  for each statement execute function private.keep_payment_events();

create trigger note_odd_payment
  after update on public.payment_events
  for each row when (
    new.order_id is not null and new.outcome in ('extra_payment', 'wrong_amount')
  )
  execute function private.note_odd_payment();

-- Policies

create policy "The service key reads what gateways said" on public.payment_events
  for select to service_role
  using (true);

-- Grants

revoke all on table public.payment_events from public, anon, authenticated, service_role;
revoke all on sequence public.payment_events_id_seq from public, anon, authenticated, service_role;
grant select, insert on table public.payment_events to service_role;

revoke all on function public.attach_payment_order(uuid, text) from public, anon, authenticated, service_role;
revoke all on function private.apply_payment(public.orders, text, public.order_payment_status, bigint, text)
  from public, anon, authenticated, service_role;
revoke all on function
  public.record_payment(text, text, text, text, public.order_payment_status, bigint, text, jsonb)
  from public, anon, authenticated, service_role;
revoke all on function private.note_odd_payment() from public, anon, authenticated, service_role;
revoke all on function private.keep_payment_events() from public, anon, authenticated, service_role;
grant execute on function public.attach_payment_order(uuid, text) to authenticated;
grant execute on function
  public.record_payment(text, text, text, text, public.order_payment_status, bigint, text, jsonb)
  to service_role;
