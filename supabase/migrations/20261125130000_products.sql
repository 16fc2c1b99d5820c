-- Products: what the shop sells. Everyone reads what is on sale, admins read all; stock never falls below zero.

-- Tables

create table public.products (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  description text not null default '',
  category text not null default 'General',
  price bigint not null,
  currency char(3) not null default 'INR',
  -- A picture in this app: '//host' and '/\host' would lead elsewhere.
  image_path text,
  stock integer not null default 0,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint products_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 80),
  constraint products_name_is_clean check (
    char_length(name) between 1 and 120 and name = btrim(name) and name !~ '[[:cntrl:]]'
  ),
  constraint products_description_fits check (char_length(description) <= 2000),
  constraint products_category_is_clean check (
    char_length(category) between 1 and 40 and category = btrim(category) and category !~ '[[:cntrl:]]'
  ),
  -- Far below 2^53, so that totals stay exact in JavaScript.
  constraint products_price_is_positive check (price between 1 and 10000000000),
  constraint products_currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  constraint products_image_path_is_a_path check (image_path ~ '^/[^/\\]' and char_length(image_path) <= 300),
  constraint products_stock_is_not_negative check (stock >= 0)
)
-- Room on each page for the next stock: rows then change in place, without a write to any index.
with (fillfactor = 50);

create unique index products_slug_is_free on public.products (slug);

alter table public.products enable row level security;

-- When each product last left everyone's sight: see decision 0307.
create table public.product_departures (
  product_id uuid primary key,
  left_at timestamptz not null
);

alter table public.product_departures enable row level security;

-- Functions

create function private.record_product_departure()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.product_departures as gone (product_id, left_at)
  values (old.id, clock_timestamp())
  on conflict (product_id) do update set left_at = excluded.left_at;
  return null;
end
$$;

-- Triggers

create trigger touch_updated_at
  before update on public.products
  for each row execute function private.touch_updated_at();

create trigger record_departure
  after update on public.products
  for each row when (old.is_active and not new.is_active)
  execute function private.record_product_departure();

create trigger record_departure_of_deleted
  after delete on public.products
  for each row when (old.is_active)
  execute function private.record_product_departure();

-- Policies

create policy "Visitors read the products on sale" on public.products
  for select to anon
  using (is_active);

create policy "Signed-in people read the products on sale, admins read all" on public.products
  for select to authenticated
  using (is_active or (select private.is_admin()));

create policy "Everyone reads which products left everyone's sight" on public.product_departures
  for select to anon, authenticated
  using (true);

-- Grants: products are meant to be public; people write them by the dashboard or by SQL.

revoke all on table public.products from public, anon, authenticated, service_role;
revoke all on table public.product_departures from public, anon, authenticated, service_role;
grant select on table public.products to anon, authenticated;
grant select, insert, update, delete on table public.products to service_role;
grant select on table public.product_departures to anon, authenticated, service_role;

revoke all on function private.record_product_departure() from public, anon, authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.products, public.product_departures;
