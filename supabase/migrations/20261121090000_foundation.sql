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
  -- Known only when every transaction that has written anything had ended when the snapshot was taken: none is
  -- listed in it, and none got an id beyond it (age is 0 when the snapshot reaches up to the next id). The answer
  -- is the start of the transaction, because a snapshot can be older than its statement. See decision 0301.
  select case
    when not pg_is_in_recovery()
      and age(pg_snapshot_xmax(seen.snapshot)::xid) <= 0
      and not exists (select from pg_snapshot_xip(seen.snapshot))
    then now()
  end
  from (select pg_current_snapshot()) as seen (snapshot)
$$;

comment on function public.read_as_of() is
  'The instant up to which every commit is visible to this statement; null when that cannot be known.';

-- Grants

revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

revoke all on function private.touch_updated_at() from public, anon, authenticated, service_role;
revoke all on function public.read_as_of() from public, anon, authenticated, service_role;
grant execute on function public.read_as_of() to authenticated, service_role;
