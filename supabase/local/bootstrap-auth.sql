-- What the tables of @supabase/lite lack compared with hosted Supabase, so that the same seed and the same
-- trigger on auth.users run on both. Runs after the tables exist; repeatable.

set client_min_messages = warning;

alter table auth.users
  add column if not exists instance_id uuid,
  add column if not exists is_super_admin boolean;

alter table auth.identities alter column id set default gen_random_uuid();

alter table auth.users enable row level security;
alter table auth.identities enable row level security;
alter table auth.sessions enable row level security;
alter table auth.refresh_tokens enable row level security;
alter table auth.flow_state enable row level security;
alter table auth.audit_log_entries enable row level security;

grant all on all tables in schema auth to postgres, dashboard_user;
grant all on all sequences in schema auth to postgres, dashboard_user;

-- A user with an address is no longer anonymous, however the address came.
create or replace function auth.end_anonymity() returns trigger
language plpgsql
as $$
begin
  if new.is_anonymous and coalesce(new.email, new.phone, '') <> '' then
    new.is_anonymous := false;
  end if;
  return new;
end
$$;
alter function auth.end_anonymity() owner to supabase_auth_admin;
create or replace trigger end_anonymity before update on auth.users
  for each row execute function auth.end_anonymity();
