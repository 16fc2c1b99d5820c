-- Following: whoever follows a plan gets a notification with each change of it that everyone may see.

-- Table

create table public.plan_followers (
  -- A key without meaning, because DELETE events show it to everyone.
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  plan_id uuid not null references public.plans (id) on delete cascade,
  created_at timestamptz not null default now(),
  -- Null while it lasts. A row that ended stays, because its DELETE would reach no screen that filters by user_id.
  unfollowed_at timestamptz,
  constraint plan_followers_once unique (user_id, plan_id)
);

create index plan_followers_of_plan on public.plan_followers (plan_id, unfollowed_at);

alter table public.plan_followers enable row level security;

-- Functions

create function private.refuse_delete_of_follower()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.plans where plans.id = old.plan_id)
    and exists (select from public.profiles where profiles.id = old.user_id) then
    raise exception 'Set unfollowed_at instead, so that open screens notice.' using errcode = 'PT409';
  end if;
  return old;
end
$$;

create function private.describe_plan_change(before public.plans, after public.plans)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when before.is_active and not after.is_active then format('"%s" is no longer offered.', before.name)
    when after.is_active and not before.is_active then format(
      '"%s" is offered again: %s %% in %s days.',
      after.name, trim_scale(after.roi_percent), after.duration_days
    )
    else concat_ws(
      '; ',
      case when before.name <> after.name then format('Name: %s → %s', before.name, after.name) end,
      case when before.roi_percent <> after.roi_percent
        then format('ROI: %s %% → %s %%', trim_scale(before.roi_percent), trim_scale(after.roi_percent))
      end,
      case when before.duration_days <> after.duration_days
        then format('Duration: %s → %s days', before.duration_days, after.duration_days)
      end,
      case when (before.min_amount, before.max_amount, before.currency)
          <> (after.min_amount, after.max_amount, after.currency)
        then 'Amounts have changed'
      end,
      case when before.description <> after.description then 'Description has changed' end
    )
  end
$$;

create function private.notify_followers()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.notifications (user_id, title, message, type, link)
  select
    f.user_id,
    format('Plan "%s" has changed', old.name),
    private.describe_plan_change(old, new),
    case when new.is_active then 'info' else 'warning' end::public.notification_type,
    case when new.is_active then '/plans/' || new.id else '/plans' end
  from public.plan_followers as f
  where f.plan_id = new.id and f.unfollowed_at is null and f.user_id is distinct from auth.uid();
  return null;
end
$$;

create function private.notify_followers_of_end()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Investors are told that their investment has ended: one notification is enough.
  insert into public.notifications (user_id, title, message, type, link)
  select
    f.user_id,
    format('Plan "%s" has been withdrawn', old.name),
    format('"%s" is no longer offered.', old.name),
    'warning'::public.notification_type,
    '/plans'
  from public.plan_followers as f
  where f.plan_id = old.id
    and f.unfollowed_at is null
    and f.user_id is distinct from auth.uid()
    and not exists (
      select from public.user_plans as u
      where u.plan_id = old.id and u.user_id = f.user_id and u.status = 'active' and u.ends_at > now()
    );
  return old;
end
$$;

create function public.follow_plan(plan_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
begin
  perform from public.plans as p
  where p.id = follow_plan.plan_id and (p.is_active or private.is_admin())
  for key share;
  if not found then
    raise exception 'There is no such plan.' using errcode = 'PT404';
  end if;
  -- Following twice is no mistake: a row that is as wanted is left alone.
  insert into public.plan_followers as f (user_id, plan_id)
  values (caller, follow_plan.plan_id)
  on conflict on constraint plan_followers_once do update set unfollowed_at = null, created_at = now()
  where f.unfollowed_at is not null;
end
$$;

create function public.unfollow_plan(plan_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
begin
  update public.plan_followers as f
  set unfollowed_at = now()
  where f.user_id = caller and f.plan_id = unfollow_plan.plan_id and f.unfollowed_at is null;
end
$$;

-- Triggers

create trigger keep_owner
  before update of id, user_id on public.plan_followers
  for each row execute function private.keep_owner();

create trigger refuse_delete
  before delete on public.plan_followers
  for each row execute function private.refuse_delete_of_follower();

-- A change that only admins can see is told to nobody.
create trigger notify_followers
  after update on public.plans
  for each row when (new.version <> old.version and (old.is_active or new.is_active))
  execute function private.notify_followers();

-- Triggers run in the order of their names: this one before close_user_plans, which clears what it looks at.
create trigger announce_plan_end
  before delete on public.plans
  for each row when (old.is_active)
  execute function private.notify_followers_of_end();

-- Policies

create policy "People read what they follow" on public.plan_followers
  for select to authenticated
  using (user_id = (select auth.uid()));

-- Grants

revoke all on table public.plan_followers from public, anon, authenticated, service_role;
grant select on table public.plan_followers to authenticated;
grant select, insert, update on table public.plan_followers to service_role;

revoke all on function private.refuse_delete_of_follower() from public, anon, authenticated, service_role;
revoke all on function private.describe_plan_change(public.plans, public.plans)
  from public, anon, authenticated, service_role;
revoke all on function private.notify_followers() from public, anon, authenticated, service_role;
revoke all on function private.notify_followers_of_end() from public, anon, authenticated, service_role;
revoke all on function public.follow_plan(uuid) from public, anon, authenticated, service_role;
revoke all on function public.unfollow_plan(uuid) from public, anon, authenticated, service_role;
grant execute on function public.follow_plan(uuid) to authenticated;
grant execute on function public.unfollow_plan(uuid) to authenticated;

-- Publication

alter publication supabase_realtime add table public.plan_followers;
