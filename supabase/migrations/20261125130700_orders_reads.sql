-- What the screens of the shop and of shoppers show, each in one read that says as of when it is true.

-- Functions

create function public.get_shop()
returns jsonb
language plpgsql
stable
-- As its owner, because visitors may not call what it calls; it shows nothing but what is on sale.
security definer
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'products', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'id', p.id, 'slug', p.slug, 'name', p.name, 'description', p.description, 'category', p.category,
          'price', p.price, 'currency', p.currency, 'image_path', p.image_path, 'stock', p.stock
        )
        order by p.category, lower(p.name), p.id
      )
      from public.products as p
      where p.is_active
    ), '[]'),
    'as_of', public.read_as_of()
  );
end
$$;

comment on function public.get_shop() is 'What is on sale, with its stock, for everyone.';

create function private.order_pictures(order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'product_id', i.product_id, 'slug', p.slug, 'image_path', p.image_path, 'name', i.name,
      'unit_price', i.unit_price, 'quantity', i.quantity, 'is_active', p.is_active
    )
    order by i.unit_price * i.quantity desc, i.name, i.id
  ), '[]')
  from public.order_items as i
  join public.products as p on p.id = i.product_id
  where i.order_id = order_pictures.order_id
$$;

create function public.get_my_orders(
  page_limit integer default 20,
  before_created_at timestamptz default null,
  before_id uuid default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  caller constant uuid := auth.uid();
  page_size constant integer := least(greatest(coalesce(page_limit, 20), 1), 100);
begin
  if caller is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  return (
    with page as materialized (
      select o.*
      from public.orders as o
      where o.user_id = caller
        and (
          before_created_at is null
          or o.created_at < before_created_at
          or (o.created_at = before_created_at and o.id > before_id)
        )
      order by o.created_at desc, o.id
      limit page_size + 1
    ),
    shown as (select * from page order by created_at desc, id limit page_size)
    select jsonb_build_object(
      'orders', coalesce((
        select jsonb_agg(
          jsonb_build_object(
            'id', s.id, 'order_number', s.order_number, 'status', s.status, 'payment_method', s.payment_method,
            'payment_status', s.payment_status, 'refund_due', s.refund_due, 'total', s.total,
            'currency', s.currency, 'eta', s.eta, 'created_at', s.created_at,
            'status_changed_at', s.status_changed_at, 'items', private.order_pictures(s.id)
          )
          order by s.created_at desc, s.id
        )
        from shown as s
      ), '[]'),
      'has_more', (select count(*) from page) > page_size,
      'as_of', public.read_as_of()
    )
  );
end
$$;

comment on function public.get_my_orders(integer, timestamptz, uuid) is
  'A page of the caller''s orders, newest first; the two arguments before_… are those of the last one shown.';

create function private.predict_delivery(shown public.orders)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if shown.status in ('delivered', 'cancelled', 'returned') then
    return null;
  end if;
  return (
    -- How long the latest deliveries took from where this order is now.
    with arrived as (
      select e.order_id, e.created_at as delivered_at
      from public.order_events as e
      where e.kind = 'status' and e.data ->> 'to' = 'delivered'
      order by e.created_at desc
      limit 200
    ),
    remaining as (
      select extract(epoch from arrived.delivered_at - min(e.created_at)) as seconds
      from arrived
      join public.order_events as e
        on e.order_id = arrived.order_id and e.kind = 'status' and e.data ->> 'to' = shown.status::text
      group by arrived.order_id, arrived.delivered_at
    ),
    spread as (
      select
        count(*) as based_on,
        percentile_cont(array[0.1, 0.5, 0.9]) within group (order by seconds) as seconds
      from remaining
      where seconds >= 0
    )
    select jsonb_build_object(
      'earliest', shown.status_changed_at + make_interval(secs => spread.seconds[1]),
      'likely', shown.status_changed_at + make_interval(secs => spread.seconds[2]),
      'latest', shown.status_changed_at + make_interval(secs => spread.seconds[3]),
      'based_on', spread.based_on
    )
    from spread
    -- Fewer would be a guess.
    where spread.based_on >= 5
  );
end
$$;

comment on function private.predict_delivery(public.orders) is
  'When an order arrives if it goes like the latest 200 deliveries: {earliest, likely, latest, based_on}; or null.';

create function public.get_order(order_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  caller constant uuid := auth.uid();
  is_admin constant boolean := private.is_admin();
  shown public.orders;
begin
  if caller is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  select o.* into shown
  from public.orders as o
  where o.id = get_order.order_id and (o.user_id = caller or is_admin);
  if shown.id is null then
    raise exception 'There is no such order.' using errcode = 'PT404';
  end if;
  return jsonb_build_object(
    'order', private.describe_order(shown),
    'items', private.order_pictures(shown.id),
    -- Newest last, as a timeline is read.
    'events', (
      select coalesce(jsonb_agg(
        jsonb_build_object(
          'id', e.id, 'kind', e.kind, 'data', e.data, 'created_at', e.created_at,
          'actor', case
            when e.actor_id is null then 'system'
            when e.actor_id = shown.user_id then 'shopper'
            else 'shop'
          end,
          -- Who of the shop it was is for the shop.
          'actor_name', case when is_admin then p.display_name end
        )
        order by e.id
      ), '[]')
      from (
        select recent.* from public.order_events as recent
        where recent.order_id = shown.id
        order by recent.id desc limit 500
      ) as e
      left join public.profiles as p on p.id = e.actor_id
    ),
    'prediction', private.predict_delivery(shown),
    'shares', (
      select coalesce(jsonb_agg(
        jsonb_build_object('created_at', s.created_at, 'expires_at', s.expires_at) order by s.created_at
      ), '[]')
      from private.order_shares as s
      where s.order_id = shown.id and s.revoked_at is null and s.expires_at > statement_timestamp()
    ),
    'shopper', case when is_admin then (
      select jsonb_build_object('display_name', p.display_name, 'email', p.email)
      from public.profiles as p where p.id = shown.user_id
    ) end,
    'as_of', public.read_as_of()
  );
end
$$;

comment on function public.get_order(uuid) is
  'All that the page of an order shows, to its shopper and to admins; admins also learn who did what.';

-- Grants

revoke all on function public.get_shop() from public, anon, authenticated, service_role;
revoke all on function private.order_pictures(uuid) from public, anon, authenticated, service_role;
revoke all on function public.get_my_orders(integer, timestamptz, uuid)
  from public, anon, authenticated, service_role;
revoke all on function private.predict_delivery(public.orders) from public, anon, authenticated, service_role;
revoke all on function public.get_order(uuid) from public, anon, authenticated, service_role;
grant execute on function public.get_shop() to anon, authenticated;
grant execute on function public.get_my_orders(integer, timestamptz, uuid) to authenticated;
grant execute on function public.get_order(uuid) to authenticated;
