-- Profiles: one row for each account, kept in step with auth.users by trigger.

create type public.app_role as enum ('member', 'teacher', 'admin');

-- Table

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text,
  display_name text not null,
  avatar_url text,
  role public.app_role not null default 'member',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint profiles_display_name_is_clean check (
    char_length(display_name) between 1 and 80
    and display_name = btrim(display_name)
    and display_name !~ '[[:cntrl:]]'
  ),
  constraint profiles_avatar_url_is_https check (
    avatar_url ~ '^https://[^[:space:][:cntrl:]]+$' and char_length(avatar_url) <= 2048
  )
);

create index profiles_admins on public.profiles (id) where role = 'admin';

alter table public.profiles enable row level security;

-- Functions

create function private.has_role(required public.app_role)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  -- The enum is ordered: a higher role includes the lower ones.
  select exists (
    select from public.profiles
    where profiles.id = (select auth.uid()) and profiles.role >= required
  )
$$;

create function private.is_admin()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from public.profiles
    where profiles.id = (select auth.uid()) and profiles.role = 'admin'
  )
$$;

create function private.display_name_from(metadata jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select nullif(btrim(left(btrim(regexp_replace(
    coalesce(metadata ->> 'display_name', metadata ->> 'full_name', metadata ->> 'name'),
    '[[:space:][:cntrl:]]+', ' ', 'g'
  )), 80)), '')
$$;

create function private.create_profile()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The role is left to its default, because metadata comes from whoever signs up. The name is never made
  -- from the e-mail address, because others see it.
  insert into public.profiles (id, email, display_name)
  values (
    new.id,
    new.email,
    coalesce(
      private.display_name_from(new.raw_user_meta_data),
      case when new.is_anonymous then 'Guest' else 'New member' end
    )
  );
  return null;
end
$$;

create function private.follow_auth_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  old_name constant text := private.display_name_from(old.raw_user_meta_data);
  new_name constant text := private.display_name_from(new.raw_user_meta_data);
begin
  -- A name edited on the profile stays until the metadata names another one.
  update public.profiles
  set
    email = new.email,
    display_name = case
      when new_name is distinct from old_name then coalesce(new_name, profiles.display_name)
      else profiles.display_name
    end
  where profiles.id = new.id;
  return null;
end
$$;

create function private.keep_profile_of_account()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from auth.users where users.id = old.id) then
    raise exception 'A profile goes with its account: delete the account instead.' using errcode = 'PT409';
  end if;
  return old;
end
$$;

create function public.update_profile(display_name text, avatar_url text)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  new_name constant text := btrim(update_profile.display_name);
  new_avatar constant text := nullif(btrim(update_profile.avatar_url), '');
begin
  if new_name is null or char_length(new_name) not between 1 and 80 or new_name ~ '[[:cntrl:]]' then
    raise exception 'A name has 1 to 80 characters.' using errcode = 'PT400';
  end if;
  if new_avatar !~ '^https://[^[:space:][:cntrl:]]+$' or char_length(new_avatar) > 2048 then
    raise exception 'A picture needs an address that begins with https://.' using errcode = 'PT400';
  end if;

  update public.profiles
  set display_name = new_name, avatar_url = new_avatar
  where profiles.id = (select auth.uid());
  if not found then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
end
$$;

create function public.get_public_profiles(user_ids uuid[])
returns table (id uuid, display_name text, avatar_url text)
language sql
stable
security definer
set search_path = ''
as $$
  select profiles.id, profiles.display_name, profiles.avatar_url
  from public.profiles
  where profiles.id = any (user_ids[1:500])
$$;

comment on function public.get_public_profiles(uuid[]) is
  'Name and picture of up to 500 people, by id; nothing else of a profile is shown to others.';

-- Triggers

create trigger create_profile
  after insert on auth.users
  for each row execute function private.create_profile();

create trigger follow_auth_user
  after update of email, raw_user_meta_data on auth.users
  for each row
  when (
    old.email is distinct from new.email
    or old.raw_user_meta_data is distinct from new.raw_user_meta_data
  )
  execute function private.follow_auth_user();

create trigger keep_profile_of_account
  before delete on public.profiles
  for each row execute function private.keep_profile_of_account();

create trigger touch_updated_at
  before update on public.profiles
  for each row execute function private.touch_updated_at();

-- Policies

create policy "People read their own profile, admins read all" on public.profiles
  for select to authenticated
  using (id = (select auth.uid()) or (select private.is_admin()));

create policy "People change their own profile" on public.profiles
  for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

-- Grants: a profile comes and goes with its account, and only name and picture are its owner's to change.

revoke all on table public.profiles from public, anon, authenticated, service_role;
grant select on table public.profiles to authenticated;
grant update (display_name, avatar_url) on table public.profiles to authenticated;
grant select, update on table public.profiles to service_role;

revoke all on function private.has_role(public.app_role) from public, anon, authenticated, service_role;
revoke all on function private.is_admin() from public, anon, authenticated, service_role;
revoke all on function private.display_name_from(jsonb) from public, anon, authenticated, service_role;
revoke all on function private.create_profile() from public, anon, authenticated, service_role;
revoke all on function private.follow_auth_user() from public, anon, authenticated, service_role;
revoke all on function private.keep_profile_of_account() from public, anon, authenticated, service_role;
revoke all on function public.update_profile(text, text) from public, anon, authenticated, service_role;
revoke all on function public.get_public_profiles(uuid[]) from public, anon, authenticated, service_role;

grant execute on function private.has_role(public.app_role) to authenticated, service_role;
grant execute on function private.is_admin() to authenticated, service_role;
grant execute on function public.update_profile(text, text) to authenticated;
grant execute on function public.get_public_profiles(uuid[]) to authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.profiles;
