-- Sharing: a link that shows how an order gets on, to whoever has it, without an account and without the shopper.

-- Tables

create table private.order_shares (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade,
  -- Only who has the link knows the token: a dump of the database opens nothing.
  token_hash bytea not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint order_shares_token_is_free unique (token_hash)
);

create index order_shares_of_order on private.order_shares (order_id);

-- What makes an open link live: an id that only its page knows, and nothing else that anyone may read.
create table public.order_share_signals (
  id uuid primary key references private.order_shares (id) on delete cascade,
  changed_at timestamptz not null default now()
);

alter table public.order_share_signals enable row level security;

-- Functions

create function private.signal_shares()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.order_share_signals as s
  set changed_at = clock_timestamp()
  from private.order_shares as share
  where share.order_id = new.id and share.id = s.id and share.revoked_at is null and share.expires_at > now();
  return null;
end
$$;

create function private.touch_order(order_id uuid)
returns void
language sql
set search_path = ''
as $$
  -- Changes nothing but updated_at: the pages of the order hear of it.
  update public.orders as o set status = o.status where o.id = touch_order.order_id
$$;

create function private.require_own_order(order_id uuid)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
begin
  perform from public.orders as o
  where o.id = require_own_order.order_id and (o.user_id = caller or private.is_admin());
  if not found then
    raise exception 'There is no such order.' using errcode = 'PT404';
  end if;
end
$$;

create function public.share_order(order_id uuid, days integer default 14)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  token constant text := translate(encode(extensions.gen_random_bytes(32), 'base64'), '+/=', '-_');
  share private.order_shares;
begin
  perform private.require_own_order(share_order.order_id);
  if share_order.days is null or share_order.days not between 1 and 60 then
    raise exception 'A link lasts 1 to 60 days.' using errcode = 'PT400';
  end if;
  perform private.lock_order(share_order.order_id);
  if (
    select count(*) from private.order_shares as s
    where s.order_id = share_order.order_id and s.revoked_at is null and s.expires_at > now()
  ) >= 10 then
    raise exception 'There are 10 links to this order already. Revoke them to make another.' using errcode = 'PT409';
  end if;
  insert into private.order_shares as s (order_id, token_hash, created_by, expires_at)
  values (
    share_order.order_id, sha256(convert_to(token, 'UTF8')), auth.uid(), now() + make_interval(days => share_order.days)
  )
  returning s.* into share;
  insert into public.order_share_signals (id) values (share.id);
  perform private.touch_order(share_order.order_id);
  return jsonb_build_object('token', token, 'expires_at', share.expires_at);
end
$$;

comment on function public.share_order(uuid, integer) is
  'A new link to an order of the caller: its token is told this once and kept as a hash only.';

create function public.revoke_order_shares(order_id uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  revoked integer;
begin
  perform private.require_own_order(revoke_order_shares.order_id);
  perform private.lock_order(revoke_order_shares.order_id);
  with ended as (
    update private.order_shares as s set revoked_at = now()
    where s.order_id = revoke_order_shares.order_id and s.revoked_at is null and s.expires_at > now()
    returning s.id
  )
  -- Open pages of these links look again, and find that they end.
  update public.order_share_signals as signal set changed_at = clock_timestamp()
  from ended where signal.id = ended.id;
  get diagnostics revoked = row_count;
  perform private.touch_order(revoke_order_shares.order_id);
  return revoked;
end
$$;

create function public.get_shared_order(token text)
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
  -- No name, address, phone, price, payment or note: the link may end up anywhere.
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
        jsonb_build_object('id', e.id, 'kind', e.kind, 'data', e.data, 'created_at', e.created_at) order by e.id
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

comment on function public.get_shared_order(text) is
  'How a shared order gets on, for whoever has the token. signal_id is the row of order_share_signals to watch.';

-- Triggers

create trigger signal_shares
  after update on public.orders
  for each row when (new.version <> old.version)
  execute function private.signal_shares();

-- Policies

create policy "Whoever has a link hears when to look again" on public.order_share_signals
  for select to anon, authenticated
  using (true);

-- Grants: of a signal only its id can be read, which means nothing without the link.

revoke all on table private.order_shares from public, anon, authenticated, service_role;
revoke all on table public.order_share_signals from public, anon, authenticated, service_role;
grant select (id) on table public.order_share_signals to anon, authenticated;

revoke all on function private.signal_shares() from public, anon, authenticated, service_role;
revoke all on function private.touch_order(uuid) from public, anon, authenticated, service_role;
revoke all on function private.require_own_order(uuid) from public, anon, authenticated, service_role;
revoke all on function public.share_order(uuid, integer) from public, anon, authenticated, service_role;
revoke all on function public.revoke_order_shares(uuid) from public, anon, authenticated, service_role;
revoke all on function public.get_shared_order(text) from public, anon, authenticated, service_role;
grant execute on function public.share_order(uuid, integer) to authenticated;
grant execute on function public.revoke_order_shares(uuid) to authenticated;
grant execute on function public.get_shared_order(text) to anon, authenticated;

-- Publication

alter publication supabase_realtime add table public.order_share_signals;
