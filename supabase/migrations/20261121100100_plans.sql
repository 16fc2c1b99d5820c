-- Plans: what can be invested in. Everyone reads those on offer, admins read all, and every change is on record.

-- Tables

create table public.plans (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  roi_percent numeric(6, 3) not null,
  duration_days integer not null,
  min_amount bigint not null,
  max_amount bigint not null,
  currency char(3) not null default 'INR',
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Who saved it last; null is SQL or the dashboard. No foreign key: the account may go.
  updated_by uuid,
  constraint plans_name_is_clean check (
    char_length(name) between 1 and 80 and name = btrim(name) and name !~ '[[:cntrl:]]'
  ),
  constraint plans_description_fits check (char_length(description) <= 2000),
  constraint plans_roi_is_positive check (roi_percent > 0),
  constraint plans_duration_is_sensible check (duration_days between 1 and 36500),
  -- Far below 2^53, so that amounts and returns stay exact in JavaScript.
  constraint plans_amounts_in_order check (min_amount between 1 and max_amount and max_amount <= 10000000000000),
  constraint plans_currency_is_iso check (currency ~ '^[A-Z]{3}$')
);

create unique index plans_name_is_free on public.plans (lower(name));

alter table public.plans enable row level security;

-- When each plan last left everyone's sight: see decision 0307.
create table public.plan_departures (
  plan_id uuid primary key,
  left_at timestamptz not null
);

alter table public.plan_departures enable row level security;

create table public.plan_changes (
  id bigint generated always as identity primary key,
  -- No foreign key: the history outlives the plan.
  plan_id uuid not null,
  op text not null,
  version integer not null,
  -- Who made the change; null is SQL or the dashboard.
  actor_id uuid,
  actor_email text,
  before jsonb,
  after jsonb,
  -- The version that this change brought back, if it was a restoration.
  restored_version integer,
  changed_at timestamptz not null,
  constraint plan_changes_one_for_each_version unique (plan_id, version),
  constraint plan_changes_op_is_known check (op in ('CREATE', 'UPDATE', 'DELETE')),
  constraint plan_changes_sides_fit_op check (
    (before is null) = (op = 'CREATE') and (after is null) = (op = 'DELETE')
  )
);

alter table public.plan_changes enable row level security;

-- Functions

create function private.plan_fields(plan public.plans)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'name', plan.name,
    'description', plan.description,
    'roi_percent', plan.roi_percent,
    'duration_days', plan.duration_days,
    'min_amount', plan.min_amount,
    'max_amount', plan.max_amount,
    'currency', plan.currency,
    'is_active', plan.is_active
  )
$$;

comment on function private.plan_fields(public.plans) is 'What people edit of a plan, and what its history keeps.';

create function private.settle_plan()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    if new.id <> old.id then
      raise exception 'A plan keeps its id.' using errcode = 'PT400';
    end if;
    if new.version is distinct from old.version then
      raise exception 'This plan has changed since version %: it is at version % now.', new.version, old.version
        using errcode = 'PT409',
          detail = jsonb_build_object('version', old.version, 'current', private.plan_fields(old));
    end if;
    -- Nothing but a real change makes a version.
    if private.plan_fields(new) = private.plan_fields(old) then
      return old;
    end if;
    new.version := old.version + 1;
    new.created_at := old.created_at;
  else
    -- A plan that comes back goes on with its history.
    select coalesce(max(c.version), 0) + 1 into new.version
    from public.plan_changes as c
    where c.plan_id = new.id;
  end if;
  new.updated_at := now();
  new.updated_by := auth.uid();
  return new;
end
$$;

create function private.record_plan_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.plan_changes
    (plan_id, op, version, actor_id, actor_email, before, after, restored_version, changed_at)
  values (
    coalesce(new.id, old.id),
    case tg_op when 'INSERT' then 'CREATE' else tg_op end,
    coalesce(new.version, old.version + 1),
    auth.uid(),
    (select p.email from public.profiles as p where p.id = auth.uid()),
    case when tg_op <> 'INSERT' then private.plan_fields(old) end,
    case when tg_op <> 'DELETE' then private.plan_fields(new) end,
    nullif(current_setting('rowcast.restored_version', true), '')::integer,
    clock_timestamp()
  );
  return null;
end
$$;

create function private.record_departure()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.plan_departures as gone (plan_id, left_at)
  values (old.id, clock_timestamp())
  on conflict (plan_id) do update set left_at = excluded.left_at;
  return null;
end
$$;

create function private.protect_plan_changes()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- Depth 2 is the trigger on plans writing its entry.
  if tg_op = 'INSERT' and pg_trigger_depth() > 1 then
    return new;
  end if;
  raise exception 'The history is written by changes of plans only, and is never changed.' using errcode = 'PT409';
end
$$;

create function private.refuse_plan_truncate()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'Truncating % would leave no record. Delete rows instead.', tg_table_name using errcode = 'PT409';
end
$$;

-- Triggers

create trigger settle_plan
  before insert or update on public.plans
  for each row execute function private.settle_plan();

create trigger record_plan_change
  after insert or delete on public.plans
  for each row execute function private.record_plan_change();

create trigger record_plan_update
  after update on public.plans
  for each row when (new.version <> old.version)
  execute function private.record_plan_change();

create trigger record_departure
  after update on public.plans
  for each row when (old.is_active and not new.is_active)
  execute function private.record_departure();

create trigger record_departure_of_deleted
  after delete on public.plans
  for each row when (old.is_active)
  execute function private.record_departure();

create trigger refuse_truncate
  before truncate on public.plans
  for each statement execute function private.refuse_plan_truncate();

create trigger protect_plan_changes
  before insert or update or delete on public.plan_changes
  for each row execute function private.protect_plan_changes();

create trigger refuse_truncate
  before truncate on public.plan_changes
  for each statement execute function private.refuse_plan_truncate();

-- Policies

create policy "Visitors read the plans on offer" on public.plans
  for select to anon
  using (is_active);

create policy "Signed-in people read the plans on offer, admins read all" on public.plans
  for select to authenticated
  using (is_active or (select private.is_admin()));

create policy "Everyone reads which plans left everyone's sight" on public.plan_departures
  for select to anon, authenticated
  using (true);

create policy "Admins read the history of plans" on public.plan_changes
  for select to authenticated
  using ((select private.is_admin()));

-- Grants: plans are meant to be public, so anon reads them too; admins write by functions, the service key as SQL does.

revoke all on table public.plans from public, anon, authenticated, service_role;
revoke all on table public.plan_departures from public, anon, authenticated, service_role;
revoke all on table public.plan_changes from public, anon, authenticated, service_role;
revoke all on sequence public.plan_changes_id_seq from public, anon, authenticated, service_role;
grant select on table public.plans to anon, authenticated;
grant select, insert, update, delete on table public.plans to service_role;
grant select on table public.plan_departures to anon, authenticated, service_role;
grant select on table public.plan_changes to authenticated, service_role;

revoke all on function private.plan_fields(public.plans) from public, anon, authenticated, service_role;
revoke all on function private.settle_plan() from public, anon, authenticated, service_role;
revoke all on function private.record_plan_change() from public, anon, authenticated, service_role;
revoke all on function private.record_departure() from public, anon, authenticated, service_role;
revoke all on function private.protect_plan_changes() from public, anon, authenticated, service_role;
revoke all on function private.refuse_plan_truncate() from public, anon, authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.plans, public.plan_departures, public.plan_changes;
