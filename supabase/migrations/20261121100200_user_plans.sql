-- Investments: they follow the terms of their plan while they are active, and stay on record when it goes.

create type public.user_plan_status as enum ('active', 'completed', 'cancelled');

-- Table

create table public.user_plans (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  plan_id uuid references public.plans (id) on delete set null,
  plan_name text not null,
  amount bigint not null,
  currency char(3) not null,
  roi_percent numeric(6, 3) not null,
  duration_days integer not null,
  status public.user_plan_status not null default 'active',
  started_at timestamptz not null default now(),
  ends_at timestamptz not null,
  idempotency_key uuid,
  updated_at timestamptz not null default now(),
  constraint user_plans_amount_is_positive check (amount between 1 and 10000000000000),
  constraint user_plans_roi_is_positive check (roi_percent > 0),
  constraint user_plans_duration_is_sensible check (duration_days between 1 and 36500),
  constraint user_plans_currency_is_iso check (currency ~ '^[A-Z]{3}$')
)
-- Room on each page for the new terms: rows then change in place, without a write to any index.
with (fillfactor = 50);

create index user_plans_of_user on public.user_plans (user_id, started_at desc);
create index user_plans_of_plan on public.user_plans (plan_id, status);
create unique index user_plans_one_for_each_key on public.user_plans (user_id, idempotency_key);

alter table public.user_plans enable row level security;

-- Functions

create function private.fill_user_plan()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  plan public.plans;
begin
  -- The lock makes a change of the plan wait for this row, or this row for the change: none slips through.
  select p.* into plan from public.plans as p where p.id = new.plan_id for share;
  new.plan_name := coalesce(new.plan_name, plan.name);
  new.currency := coalesce(new.currency, plan.currency);
  new.roi_percent := coalesce(new.roi_percent, plan.roi_percent);
  new.duration_days := coalesce(new.duration_days, plan.duration_days);
  new.ends_at := coalesce(new.ends_at, new.started_at + make_interval(days => new.duration_days));
  return new;
end
$$;

comment on function private.fill_user_plan() is 'Takes from the plan whatever an insert leaves open.';

create function private.refuse_delete_of_user_plan()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Only the deletion of the account itself takes its investments away.
  if not exists (select from public.profiles where profiles.id = old.user_id) then
    return old;
  end if;
  raise exception 'An investment is a record and stays. Set its status to cancelled instead.' using errcode = 'PT409';
end
$$;

create function private.apply_plan_terms()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- What has reached its end has earned its return and no longer follows.
  update public.user_plans as u
  set
    plan_name = new.name,
    roi_percent = new.roi_percent,
    duration_days = new.duration_days,
    ends_at = case
      when new.duration_days <> old.duration_days then u.started_at + make_interval(days => new.duration_days)
      else u.ends_at
    end
  where u.plan_id = new.id and u.status = 'active' and u.ends_at > now();
  return null;
end
$$;

create function private.close_user_plans()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  with closed as (
    -- plan_id goes here already, or the foreign key would write each row a second time.
    update public.user_plans as u
    set
      plan_id = null,
      status = case when u.ends_at <= now() then 'completed' else 'cancelled' end::public.user_plan_status
    where u.plan_id = old.id and u.status = 'active'
    returning u.user_id, u.status
  )
  insert into public.notifications (user_id, title, message, type, link)
  select distinct
    closed.user_id,
    'Investment cancelled',
    format('The plan "%s" has been withdrawn. Your investment in it has ended.', old.name),
    'warning'::public.notification_type,
    '/plans/mine'
  from closed
  where closed.status = 'cancelled';
  return old;
end
$$;

-- Triggers

create trigger fill_user_plan
  before insert on public.user_plans
  for each row execute function private.fill_user_plan();

create trigger keep_owner
  before update of id, user_id on public.user_plans
  for each row execute function private.keep_owner();

create trigger touch_updated_at
  before update on public.user_plans
  for each row execute function private.touch_updated_at();

create trigger refuse_delete
  before delete on public.user_plans
  for each row execute function private.refuse_delete_of_user_plan();

create trigger refuse_truncate
  before truncate on public.user_plans
  for each statement execute function private.refuse_plan_truncate();

create trigger apply_plan_terms
  after update on public.plans
  for each row when (
    new.roi_percent <> old.roi_percent
    or new.duration_days <> old.duration_days
    or new.name <> old.name
  )
  execute function private.apply_plan_terms();

create trigger close_user_plans
  before delete on public.plans
  for each row execute function private.close_user_plans();

-- Policies

create policy "Investors read their own investments, admins read all" on public.user_plans
  for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()));

-- Grants: people invest through a function; the service key may write as SQL does.

revoke all on table public.user_plans from public, anon, authenticated, service_role;
grant select on table public.user_plans to authenticated;
grant select, insert, update on table public.user_plans to service_role;

revoke all on function private.fill_user_plan() from public, anon, authenticated, service_role;
revoke all on function private.refuse_delete_of_user_plan() from public, anon, authenticated, service_role;
revoke all on function private.apply_plan_terms() from public, anon, authenticated, service_role;
revoke all on function private.close_user_plans() from public, anon, authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.user_plans;
