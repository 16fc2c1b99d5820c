-- The demo of the embedded stack: five accounts (password rowcast-demo), some weeks of credits, and plans with a past.
-- Never applied to a hosted project.

-- Accounts ------------------------------------------------------------------------------------------------------

create temporary table demo_accounts (id uuid, email text, display_name text, role public.app_role) on commit drop;

insert into demo_accounts values
  ('00000000-0000-4000-8000-000000000001', 'creator@rowcast.test', 'Mira Creator', 'member'),
  ('00000000-0000-4000-8000-000000000002', 'creator2@rowcast.test', 'Otto Creator', 'member'),
  ('00000000-0000-4000-8000-000000000003', 'teacher@rowcast.test', 'Tara Teacher', 'teacher'),
  ('00000000-0000-4000-8000-000000000004', 'admin@rowcast.test', 'Asha Admin', 'admin'),
  ('00000000-0000-4000-8000-000000000005', 'admin2@rowcast.test', 'Ben Admin', 'admin');

insert into auth.users (
  instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
  confirmation_token, recovery_token, email_change, email_change_token_new, email_change_token_current,
  phone_change, phone_change_token, reauthentication_token,
  raw_app_meta_data, raw_user_meta_data, is_anonymous, created_at, updated_at
)
select
  '00000000-0000-0000-0000-000000000000', id, 'authenticated', 'authenticated', email,
  extensions.crypt('rowcast-demo', extensions.gen_salt('bf')), now(),
  '', '', '', '', '', '', '', '',
  '{"provider": "email", "providers": ["email"]}', jsonb_build_object('display_name', display_name), false,
  now() - interval '60 days', now()
from demo_accounts;

insert into auth.identities (provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
select
  'email', id::text, id,
  jsonb_build_object('sub', id, 'email', email, 'email_verified', true, 'phone_verified', false),
  now(), now() - interval '60 days', now()
from demo_accounts;

update public.profiles
set role = demo_accounts.role
from demo_accounts
where profiles.id = demo_accounts.id and profiles.role <> demo_accounts.role;

update public.profiles
set created_at = now() - interval '60 days'
from demo_accounts
where profiles.id = demo_accounts.id;

-- Credits: each row as it was bought or granted, then what happened to it ------------------------------------------

create temporary table demo_rows (
  name text, owner integer, days_ago numeric, plan_type public.credit_plan, membership text, lasts_days integer
) on commit drop;

insert into demo_rows values
  ('mira-first-month', 1, 41.2, 'subscription', 'Creator monthly', 30),
  ('mira-pack', 1, 31.1, 'one_time', '100 credits', null),
  ('mira-prize', 1, 22.4, 'one_time', 'Grant', null),
  ('mira-second-month', 1, 9.3, 'subscription', 'Creator monthly', 30),
  ('otto-first-month', 2, 57.5, 'subscription', 'Creator monthly', 30),
  ('otto-pack', 2, 33.0, 'one_time', '500 credits', null),
  ('otto-studio', 2, 26.6, 'subscription', 'Studio monthly', 30);

-- Mira ends with one active row, so that the README's "credits + 10" adds exactly 10; Otto ends with two.
create temporary table demo_steps (
  name text, days_ago numeric, delta integer, reason text, actor integer
) on commit drop;

insert into demo_steps values
  ('mira-first-month', 41.2, 300, 'Bought Creator monthly', 1),
  ('mira-first-month', 39.4, -45, 'Portrait series', 1),
  ('mira-first-month', 36.1, -60, 'Product video', 1),
  ('mira-first-month', 33.3, -30, 'Banner set', 1),
  ('mira-pack', 31.1, 100, 'Bought 100 credits', 1),
  ('mira-first-month', 29.2, -80, 'Launch video', 1),
  ('mira-first-month', 26.0, -45, 'Portrait series', 1),
  ('mira-prize', 22.4, 50, 'Prize of the community challenge', 4),
  ('mira-first-month', 20.2, -40, 'Podcast cover', 1),
  ('mira-pack', 20.2, -20, 'Podcast cover', 1),
  ('mira-pack', 17.3, -75, 'Short film', 1),
  ('mira-pack', 14.1, -5, 'Poster', 1),
  ('mira-prize', 14.1, -30, 'Poster', 1),
  ('mira-prize', 10.2, -20, 'Icon set', 1),
  ('mira-second-month', 9.3, 300, 'Bought Creator monthly', 1),
  ('mira-second-month', 7.2, -40, 'Portrait series', 1),
  ('mira-second-month', 5.1, -65, 'Product video', 1),
  ('mira-second-month', 4.0, -25, 'Banner set', 1),
  ('mira-second-month', 3.2, 25, 'Banner set was never delivered', 5),
  ('mira-second-month', 2.1, -80, 'Launch video', 1),
  ('mira-second-month', 1.3, 15, 'Changed outside the app', null),
  ('mira-second-month', 0.4, -10, 'Thumbnail', 1),
  ('otto-first-month', 57.5, 300, 'Bought Creator monthly', 2),
  ('otto-first-month', 51.0, -120, 'Music video', 2),
  ('otto-first-month', 44.2, -90, 'Album cover', 2),
  ('otto-first-month', 38.3, -72, 'Lyric video', 2),
  ('otto-pack', 33.0, 500, 'Bought 500 credits', 2),
  ('otto-first-month', 27.5, -18, 'Expired', null),
  ('otto-studio', 26.6, 1500, 'Bought Studio monthly', 2),
  ('otto-studio', 21.2, -420, 'Music video', 2),
  ('otto-studio', 15.1, -260, 'Tour poster', 2),
  ('otto-studio', 9.0, -310, 'Documentary teaser', 2),
  ('otto-studio', 2.3, -90, 'Stage visuals', 2);

-- The ledger writes itself, as always; only its times are set back, which is why its guard is off until the end.
alter table public.credit_transactions disable trigger protect_ledger;

do $$
declare
  step record;
  row_id uuid;
  row_ids jsonb := '{}';
begin
  for step in
    select
      s.*, r.plan_type, r.membership, r.lasts_days,
      -- `days_ago` of the row itself, so that its end does not move with the step.
      now() - make_interval(secs => r.days_ago * 86400) as opened_at,
      now() - make_interval(secs => s.days_ago * 86400) as happened_at,
      ('00000000-0000-4000-8000-00000000000' || r.owner)::uuid as owner_id,
      ('00000000-0000-4000-8000-00000000000' || s.actor)::uuid as actor_id
    from demo_steps as s
    join demo_rows as r using (name)
    order by s.days_ago desc, s.delta
  loop
    perform set_config('request.jwt.claims', coalesce(jsonb_build_object('sub', step.actor_id)::text, ''), true);
    perform private.explain_credits(step.reason, null);
    row_id := row_ids ->> step.name;
    if row_id is null then
      insert into public.user_credits (user_id, credits, plan_type, membership, subscription_id, expires_at, created_at)
      values (
        step.owner_id, step.delta, step.plan_type, step.membership,
        case when step.plan_type = 'subscription' then 'test_sub_' || step.name end,
        step.opened_at + make_interval(days => step.lasts_days), step.opened_at
      )
      returning id into row_id;
      row_ids := row_ids || jsonb_build_object(step.name, row_id);
    else
      update public.user_credits
      set credits = case when step.reason = 'Expired' then credits else credits + step.delta end,
          status = case when step.reason = 'Expired' then 'expired' else status end
      where id = row_id;
    end if;
    update public.credit_transactions
    set created_at = step.happened_at
    where id = (select max(id) from public.credit_transactions);
  end loop;

  perform private.explain_credits(null, null);
  perform set_config('request.jwt.claims', '', true);
  update public.user_credits
  set status = 'expired'
  where user_id in (select id from demo_accounts) and status = 'active' and expires_at <= now();
end
$$;

alter table public.credit_transactions enable trigger protect_ledger;

-- A row and a balance changed last when their last entry was written.
alter table public.user_credits disable trigger settle_user_credits;

update public.user_credits
set updated_at = (select max(t.created_at) from public.credit_transactions as t where t.user_credits_id = user_credits.id)
where user_id in (select id from demo_accounts);

update private.credit_balances
set updated_at = (select max(t.created_at) from public.credit_transactions as t where t.user_id = credit_balances.user_id)
where user_id in (select id from demo_accounts);

alter table public.user_credits enable trigger settle_user_credits;

-- Plans: what admins did to each, in order; then who invested in what and who follows what ---------------------------

create temporary table demo_plans (
  number integer, name text, description text,
  roi_percent numeric, duration_days integer, min_amount bigint, max_amount bigint
) on commit drop;

-- Amounts are in paise.
insert into demo_plans values
  (1, 'First Steps', 'A short plan to see how it works: small amounts, a month, no surprises.', 1.2, 30, 50000, 2500000),
  (2, 'Monsoon Saver', 'Three months through the rains, for money that waits for the festival season.', 3.6, 90, 100000, 10000000),
  (3, 'Studio Growth', 'Funds new equipment of independent studios and shares what it earns.', 6.5, 180, 500000, 50000000),
  (4, 'Solar Rooftops', 'Panels on school roofs in three districts; the schools pay back from what they save.', 8.25, 365, 1000000, 100000000),
  (5, 'Handloom Circle', 'Working capital for weavers'' cooperatives between harvest and festival.', 4.8, 120, 200000, 20000000),
  (6, 'Steady Two Years', 'The long one: two years, the highest return, and nothing to decide on the way.', 17.5, 730, 2500000, 250000000),
  (7, 'Metro Bonds', 'Lent to city transport, paid back in half a year.', 5.4, 180, 500000, 75000000),
  (8, 'Winter Special', 'In preparation: not on offer yet.', 4.2, 60, 100000, 5000000);

create temporary table demo_plan_steps (number integer, days_ago numeric, actor integer, patch jsonb) on commit drop;

-- An actor of null is somebody at the dashboard.
insert into demo_plan_steps values
  (1, 58.0, 4, null),
  (2, 57.6, 4, null),
  (3, 55.2, 4, null),
  (4, 52.3, 5, null),
  (5, 46.1, 5, null),
  (6, 44.4, 4, null),
  (2, 40.2, 5, '{"roi_percent": 3.2}'),
  (7, 38.7, 4, null),
  (3, 35.5, 4, '{"max_amount": 75000000}'),
  (5, 31.4, 5, '{"description": "Working capital for weavers'' cooperatives: bought yarn becomes sold cloth within four months."}'),
  (4, 27.3, 4, '{"roi_percent": 8.5}'),
  (2, 24.8, 4, '{"roi_percent": 3.8, "min_amount": 50000}'),
  (7, 20.6, 5, '{"name": "City Metro Bonds"}'),
  (6, 16.2, null, '{"roi_percent": 18}'),
  (3, 12.9, 5, '{"roi_percent": 6.8, "duration_days": 150}'),
  (8, 9.1, 4, null),
  (1, 6.4, 4, '{"roi_percent": 1.25}'),
  (4, 3.3, 5, '{"min_amount": 500000}'),
  (2, 1.1, 5, '{"duration_days": 100}');

create temporary table demo_investments (
  number integer, plan integer, owner integer, days_ago numeric, amount bigint
) on commit drop;

insert into demo_investments values
  (1, 1, 1, 50.2, 500000),
  (2, 2, 1, 41.5, 1500000),
  (3, 4, 1, 26.0, 5000000),
  (4, 3, 1, 11.3, 2000000),
  (5, 3, 2, 48.4, 10000000),
  (6, 6, 2, 30.1, 25000000),
  (7, 5, 2, 18.6, 3000000),
  (8, 2, 3, 22.2, 1000000);

create temporary table demo_follows (plan integer, follower integer, days_ago numeric) on commit drop;

insert into demo_follows values (2, 1, 42.0), (4, 1, 28.0), (3, 1, 14.0), (3, 2, 49.0), (6, 2, 30.0), (2, 3, 23.0), (1, 3, 10.0);

-- The past is made by the same triggers as the present; only its times are set back, which is why the guard is off.
alter table public.plan_changes disable trigger protect_plan_changes;

do $$
declare
  event record;
begin
  for event in
    select
      happened.*,
      now() - make_interval(secs => happened.days_ago * 86400) as happened_at,
      ('00000000-0000-4000-8200-' || lpad(happened.plan::text, 12, '0'))::uuid as plan_id,
      ('00000000-0000-4000-8000-00000000000' || happened.person)::uuid as person_id
    from (
      select 'plan' as kind, number as plan, actor as person, days_ago, patch, null::bigint as amount, null::integer as number
      from demo_plan_steps
      union all
      select 'investment', plan, owner, days_ago, null, amount, number from demo_investments
      union all
      select 'follow', plan, follower, days_ago, null, null, null from demo_follows
    ) as happened
    order by happened.days_ago desc, happened.plan
  loop
    perform set_config('request.jwt.claims', coalesce(jsonb_build_object('sub', event.person_id)::text, ''), true);
    if event.kind = 'follow' then
      insert into public.plan_followers (user_id, plan_id, created_at)
      values (event.person_id, event.plan_id, event.happened_at);
    elsif event.kind = 'investment' then
      insert into public.user_plans (id, user_id, plan_id, amount, started_at)
      values (
        ('00000000-0000-4000-8300-' || lpad(event.number::text, 12, '0'))::uuid,
        event.person_id, event.plan_id, event.amount, event.happened_at
      );
    else
      if event.patch is null then
        insert into public.plans
          (id, name, description, roi_percent, duration_days, min_amount, max_amount, is_active, created_at)
        select
          event.plan_id, d.name, d.description, d.roi_percent, d.duration_days, d.min_amount, d.max_amount,
          d.number <> 8, event.happened_at
        from demo_plans as d where d.number = event.plan;
      else
        perform private.store_plan(event.plan_id, private.plan_fields(p) || event.patch)
        from public.plans as p where p.id = event.plan_id;
      end if;
      update public.plan_changes
      set changed_at = event.happened_at
      where id = (select max(id) from public.plan_changes);
      -- All of this is one transaction, so that what this step has told followers is what bears its time.
      update public.notifications set created_at = event.happened_at where created_at = now();
    end if;
  end loop;
  perform set_config('request.jwt.claims', '', true);
end
$$;

-- What the history leaves for the commit is done now: until then its table cannot be altered.
set constraints all immediate;

alter table public.plan_changes enable trigger protect_plan_changes;

-- A row changed last when its last event happened.
alter table public.plans disable trigger settle_plan;

update public.plans
set updated_at = (select max(c.changed_at) from public.plan_changes as c where c.plan_id = plans.id);

alter table public.plans enable trigger settle_plan;

-- What has ended since, and what has been read.
update public.user_plans set status = 'completed' where status = 'active' and ends_at <= now();

insert into public.notifications (user_id, title, message, type, link, created_at)
select
  u.user_id, 'Investment completed', format('Your investment in "%s" has reached its end.', u.plan_name),
  'success', '/plans/mine', u.ends_at
from public.user_plans as u
where u.status = 'completed';

update public.notifications
set read_at = created_at + interval '5 hours'
where created_at < now() - interval '10 days';

alter table public.user_plans disable trigger touch_updated_at;

update public.user_plans as u
set updated_at = coalesce(
  case when u.status = 'completed' then u.ends_at end,
  (
    select max(c.changed_at) from public.plan_changes as c
    where c.plan_id = u.plan_id and c.changed_at > u.started_at
      and (c.before -> 'roi_percent', c.before -> 'duration_days', c.before -> 'name')
        is distinct from (c.after -> 'roi_percent', c.after -> 'duration_days', c.after -> 'name')
  ),
  u.started_at
);

alter table public.user_plans enable trigger touch_updated_at;

-- Orders: two months of them, most delivered and some on their way ---------------------------------------------------

create temporary table demo_stock on commit drop as select id, stock from public.products;

create temporary table demo_orders on commit drop as
select
  n as number,
  -- Mira orders most, then Otto, then Tara.
  (array[1, 2, 1, 3, 1, 2])[n % 6 + 1] as owner,
  case when n <= 30 then 58.0 - n * 1.75 else (array[2.6, 2.17, 3.44, 0.85, 0.75, 0.3, 0.5, 0.06, 0.03, 0.005])[n - 30] end as days_ago,
  (case when n % 3 = 0 then 'cod' else 'razorpay' end)::public.order_payment_method as payment_method,
  case
    when n in (9, 22) then '{cancelled}'
    when n = 15 then '{confirmed,packed,shipped,out_for_delivery,returned}'
    when n = 18 then '{confirmed,packed,shipped,out_for_delivery,shipped,out_for_delivery,delivered}'
    when n = 26 then '{confirmed,packed,shipped,out_for_delivery,delivered,returned}'
    when n <= 30 then '{confirmed,packed,shipped,out_for_delivery,delivered}'
    when n = 31 then '{confirmed,packed,shipped,out_for_delivery}'
    when n in (32, 33) then '{confirmed,packed,shipped}'
    when n in (34, 35) then '{confirmed,packed}'
    when n = 36 then '{confirmed}'
    when n = 37 then '{cancelled}'
    else '{}'
  end::public.order_status[] as path,
  n <> 40 as is_paid
from generate_series(1, 40) as n;

alter table public.order_events disable trigger protect_order_events;

do $$
declare
  demo record;
  step public.order_status;
  made uuid;
  moment timestamptz;
  last_event bigint;
  places constant text[] := array['Mumbai', 'Pune', 'Bengaluru', 'Hyderabad', 'Delhi', 'Jaipur'];
begin
  for demo in
    select
      d.*, p.display_name,
      least(now() - make_interval(secs => d.days_ago * 86400), now()) as placed_at,
      ('00000000-0000-4000-8500-' || lpad(d.number::text, 12, '0'))::uuid as id,
      ('00000000-0000-4000-8000-00000000000' || (4 + d.number % 2))::uuid as admin_id
    from demo_orders as d
    join public.profiles as p on p.id = ('00000000-0000-4000-8000-00000000000' || d.owner)::uuid
    order by d.days_ago desc
  loop
    perform set_config('request.jwt.claims', jsonb_build_object(
      'sub', '00000000-0000-4000-8000-00000000000' || demo.owner
    )::text, true);
    made := demo.id;
    moment := demo.placed_at;

    create temporary table if not exists demo_lines (product_id uuid, name text, price bigint, quantity integer)
      on commit drop;
    truncate demo_lines;
    insert into demo_lines
    select p.id, p.name, p.price, 1 + (demo.number * wish.n) % 2
    from generate_series(1, 1 + demo.number % 3) as wish (n)
    join public.products as p
      on p.id = ('00000000-0000-4000-8400-' || lpad(((demo.number * 5 + wish.n * 3) % 16 + 1)::text, 12, '0'))::uuid;
    -- What was sold then has been bought in since: the stock is set at the end.
    update public.products as p set stock = p.stock + l.quantity from demo_lines as l where p.id = l.product_id;

    insert into public.orders (
      id, order_number, user_id, payment_method, subtotal, total,
      ship_name, ship_phone, ship_address, ship_city, ship_postcode, created_at
    )
    select
      made,
      'RC-' || translate(upper(substr(md5('demo order ' || demo.number), 1, 8)), '01', 'XY'),
      ('00000000-0000-4000-8000-00000000000' || demo.owner)::uuid, demo.payment_method,
      sum(l.price * l.quantity), sum(l.price * l.quantity),
      demo.display_name, '+91 98200 1' || lpad((demo.number * 37 % 10000)::text, 4, '0'),
      (demo.number * 7 % 90 + 1) || ', Lake Road', places[(demo.number + 2) % 6 + 1], (array['400', '411', '560', '500', '110', '302'])[(demo.number + 2) % 6 + 1] || lpad((demo.number * 7 % 90 + 1)::text, 3, '0'),
      demo.placed_at
    from demo_lines as l;
    insert into public.order_items (order_id, product_id, name, unit_price, quantity)
    select made, l.product_id, l.name, l.price, l.quantity from demo_lines as l;
    update public.order_events set created_at = moment where order_id = made;

    select max(id) into last_event from public.order_events;
    if demo.payment_method = 'razorpay' and demo.is_paid then
      perform private.explain_order('gateway');
      update public.orders
      set payment_status = 'paid',
        razorpay_order_id = 'order_demo_' || lpad(demo.number::text, 8, '0'),
        razorpay_payment_id = 'pay_demo_' || lpad(demo.number::text, 8, '0')
      where id = made;
      perform private.explain_order(null);
      update public.order_events set created_at = moment + interval '1 minute' where id > last_event;
    end if;

    foreach step in array demo.path loop
      select max(id) into last_event from public.order_events;
      perform set_config('request.jwt.claims', jsonb_build_object('sub', case
        when step = 'cancelled' then '00000000-0000-4000-8000-00000000000' || demo.owner
        else demo.admin_id::text
      end)::text, true);
      -- Each stage takes its time, a little longer for some than for others.
      moment := moment + make_interval(secs => (1 + (demo.number * 13 % 10) / 14.0) * 3600 * case step
        when 'confirmed' then 1.5
        when 'packed' then 8
        when 'shipped' then 9
        when 'out_for_delivery' then 30
        when 'delivered' then 4
        when 'cancelled' then 0.6
        else 40
      end);
      update public.orders as o
      set
        status = step,
        delivery_partner_name = case when step = 'shipped' then (array['Kiran Kale', 'Sana Shaikh', 'Dev Nair'])[demo.number % 3 + 1] else o.delivery_partner_name end,
        delivery_partner_phone = case when step = 'shipped' then '+91 98450 2' || lpad((demo.number * 53 % 10000)::text, 4, '0') else o.delivery_partner_phone end,
        location_label = case step when 'shipped' then 'Sorting centre, Nagpur' when 'out_for_delivery' then o.ship_city else o.location_label end,
        location_lat = case step when 'shipped' then 21.1458 when 'out_for_delivery' then (array[19.0760, 18.5204, 12.9716, 17.3850, 28.6139, 26.9124])[(demo.number + 2) % 6 + 1] else o.location_lat end,
        location_lng = case step when 'shipped' then 79.0882 when 'out_for_delivery' then (array[72.8777, 73.8567, 77.5946, 78.4867, 77.2090, 75.7873])[(demo.number + 2) % 6 + 1] else o.location_lng end,
        eta = case when step = 'shipped' then date_trunc('hour', moment + interval '2 days') else o.eta end,
        note = case
          when step = 'shipped' and demo.number = 32 then 'Packed with extra paper: the mug travels by road.'
          when step = 'shipped' and demo.number = 33 then 'Rain on the road to Nagpur: it comes some hours later than planned.'
          else o.note
        end
      where o.id = made;
      update public.order_events set created_at = least(moment, now()) where id > last_event;
      update public.notifications set created_at = least(moment, now()) where created_at = now();
    end loop;
  end loop;
  perform set_config('request.jwt.claims', '', true);
end
$$;

alter table public.order_events enable trigger protect_order_events;

-- The times of the events have been moved since.
update private.order_ways as w set seconds = t.seconds
from private.order_ways_told as t where t.order_id = w.order_id;

-- An order changed last when its last event happened.
alter table public.orders disable trigger user;

update public.orders as o
set
  updated_at = (select max(e.created_at) from public.order_events as e where e.order_id = o.id),
  status_changed_at = (
    select max(e.created_at) from public.order_events as e where e.order_id = o.id and e.kind = 'status'
  );

alter table public.orders enable trigger user;

update public.products as p set stock = d.stock from demo_stock as d where d.id = p.id;

-- An inbox with a week of orders in it.
delete from public.notifications where link like '/orders/%' and created_at < now() - interval '7 days';

update public.notifications
set read_at = created_at + interval '2 hours'
where link like '/orders/%' and created_at < now() - interval '2 days';

-- What lies in the past has been mailed long ago.
delete from public.notices;
