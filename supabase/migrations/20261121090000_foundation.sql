-- Foundation: the helpers that every domain uses. Schema private is not exposed by the API.

create schema private;

-- Functions

create function private.touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;

create function public.read_as_of()
returns timestamptz
language sql
stable
security invoker
set search_path = ''
as $$
  -- Transaction start, not statement start: a portal takes its snapshot before its Execute message is timed.
  select case
    when not pg_catalog.pg_is_in_recovery()
      and not exists (select from pg_catalog.pg_snapshot_xip(pg_catalog.pg_current_snapshot()))
    then now()
  end
$$;

comment on function public.read_as_of() is
  'The instant up to which every commit is visible to this statement; null when that cannot be known.';

-- Grants

revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

revoke all on function private.touch_updated_at() from public, anon, authenticated, service_role;
revoke all on function public.read_as_of() from public, anon, authenticated, service_role;
grant execute on function public.read_as_of() to authenticated, service_role;
