-- Roles: who may change them, whichever way the change comes.

-- Functions

create function private.guard_role()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Without a user in the claims it is SQL, the dashboard or the service key: those may.
  if auth.uid() is not null and not private.is_admin() then
    raise exception 'Only an admin can change a role.' using errcode = '42501';
  end if;
  return new;
end
$$;

create function private.keep_an_admin()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- One demotion at a time, so that two admins who demote each other cannot both succeed.
  perform pg_advisory_xact_lock(hashtextextended('private.keep_an_admin', 0));
  if not exists (select from public.profiles where role = 'admin' and id <> old.id) then
    raise exception 'This is the last admin. Make someone else an admin first.' using errcode = 'PT409';
  end if;
  return new;
end
$$;

create function private.require_admin()
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if auth.uid() is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  if not private.is_admin() then
    raise exception 'Only an admin can do this.' using errcode = '42501';
  end if;
end
$$;

create function private.require_member()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  caller constant uuid := auth.uid();
begin
  if caller is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  -- Guests sign in as authenticated users too; only this claim tells them apart.
  if coalesce((auth.jwt() ->> 'is_anonymous')::boolean, false) then
    raise exception 'Guests cannot do this. Create an account first.' using errcode = 'PT403';
  end if;
  return caller;
end
$$;

create function public.set_role(user_id uuid, role public.app_role)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_admin();
  if set_role.role is null then
    raise exception 'Choose a role.' using errcode = 'PT400';
  end if;
  update public.profiles set role = set_role.role where profiles.id = set_role.user_id;
  if not found then
    raise exception 'There is no such account.' using errcode = 'PT404';
  end if;
end
$$;

-- Triggers

create trigger guard_role_of_new_profile
  before insert on public.profiles
  for each row when (new.role <> 'member')
  execute function private.guard_role();

create trigger guard_role
  before update of role on public.profiles
  for each row when (new.role is distinct from old.role)
  execute function private.guard_role();

create trigger keep_an_admin
  before update of role on public.profiles
  for each row when (old.role = 'admin' and new.role <> 'admin')
  execute function private.keep_an_admin();

-- Grants

revoke all on function private.guard_role() from public, anon, authenticated, service_role;
revoke all on function private.keep_an_admin() from public, anon, authenticated, service_role;
revoke all on function private.require_admin() from public, anon, authenticated, service_role;
revoke all on function private.require_member() from public, anon, authenticated, service_role;
revoke all on function public.set_role(uuid, public.app_role) from public, anon, authenticated, service_role;
grant execute on function public.set_role(uuid, public.app_role) to authenticated;
