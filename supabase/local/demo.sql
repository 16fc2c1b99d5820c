-- The demo of the embedded stack: five accounts (password rowcast-demo) and some weeks of credits.
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
