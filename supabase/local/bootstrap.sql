-- Makes an empty Postgres look like a Supabase database: roles, schemas, grants, auth helpers, publication.
-- Runs at every start as the superuser supabase_admin, so every statement can be repeated.
-- Sources: https://supabase.com/docs/guides/database/postgres/roles,
-- https://supabase.com/docs/guides/database/secure-data and the role listing of a hosted project.

set client_min_messages = warning;

-- Roles ---------------------------------------------------------------------------------------------------------

do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls'),
      ('authenticator', 'login noinherit'),
      ('supabase_auth_admin', 'login noinherit createrole'),
      ('supabase_realtime_admin', 'nologin noinherit'),
      ('dashboard_user', 'nologin createrole createdb replication'),
      -- The role that people, tools and migrations use: powerful, yet no superuser.
      ('postgres', 'login createrole createdb replication bypassrls')
    ) as listed (name, attributes)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      execute format('create role %I', wanted.name);
    end if;
    execute format('alter role %I with nosuperuser %s', wanted.name, wanted.attributes);
  end loop;
end
$$;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend, pg_create_subscription to postgres;

-- The same time limits as on a hosted project.
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role supabase_auth_admin set search_path = auth;
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60s';
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, extensions;

alter database postgres owner to postgres;
alter database postgres set search_path = "$user", public, extensions;
grant all on database postgres to postgres;
grant create on database postgres to supabase_auth_admin;

-- Extensions ----------------------------------------------------------------------------------------------------

create schema if not exists extensions authorization postgres;
grant usage on schema extensions to postgres, anon, authenticated, service_role, dashboard_user;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pg_stat_statements with schema extensions;
grant all on all functions in schema extensions to postgres with grant option;

-- Schema public -------------------------------------------------------------------------------------------------

grant usage on schema public to postgres, anon, authenticated, service_role;

-- Default privileges for what `postgres` makes: all, or nothing when auto_expose_new_tables is false.
do $$
declare
  kind text;
  maker text;
  verb text;
begin
  foreach maker in array array['postgres', 'supabase_admin'] loop
    foreach kind in array array['tables', 'sequences', 'functions'] loop
      verb := 'grant all on %s to';
      if maker = 'postgres' and current_setting('stack.exposes_new_tables', true) = 'false' then
        verb := 'revoke all on %s from';
      end if;
      execute format('alter default privileges for role %I in schema public ' || verb
        || ' anon, authenticated, service_role', maker, kind);
      execute format('alter default privileges for role %I in schema public grant all on %s to postgres',
        maker, kind);
    end loop;
  end loop;
end
$$;

-- Schema auth: who is asking, from the claims of the verified token ---------------------------------------------

create schema if not exists auth authorization supabase_auth_admin;
grant usage on schema auth to postgres, anon, authenticated, service_role, dashboard_user;

create or replace function auth.jwt() returns jsonb
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

create or replace function auth.uid() returns uuid
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

create or replace function auth.role() returns text
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;

create or replace function auth.email() returns text
language sql stable
as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )
$$;

alter function auth.jwt() owner to supabase_auth_admin;
alter function auth.uid() owner to supabase_auth_admin;
alter function auth.role() owner to supabase_auth_admin;
alter function auth.email() owner to supabase_auth_admin;

alter default privileges for role supabase_auth_admin in schema auth grant all on tables to postgres, dashboard_user;
alter default privileges for role supabase_auth_admin in schema auth grant all on sequences to postgres, dashboard_user;
alter default privileges for role supabase_auth_admin in schema auth grant all on functions to postgres, dashboard_user;

-- Schema realtime: its tables and functions come from realtime/schema.sql ----------------------------------------

create schema if not exists realtime authorization supabase_admin;
grant usage on schema realtime to postgres, anon, authenticated, service_role;

do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
end
$$;
alter publication supabase_realtime owner to postgres;

-- REST reads the catalog anew after DDL ---------------------------------------------------------------------------

create or replace function extensions.pgrst_ddl_watch() returns event_trigger
language plpgsql
as $$ begin notify pgrst, 'reload schema'; end $$;

do $$
begin
  if not exists (select from pg_event_trigger where evtname = 'pgrst_ddl_watch') then
    create event trigger pgrst_ddl_watch on ddl_command_end
      execute function extensions.pgrst_ddl_watch();
  end if;
  if not exists (select from pg_event_trigger where evtname = 'pgrst_drop_watch') then
    create event trigger pgrst_drop_watch on sql_drop
      execute function extensions.pgrst_ddl_watch();
  end if;
end
$$;

-- Migration history, in the layout of the Supabase CLI -----------------------------------------------------------

create schema if not exists supabase_migrations authorization postgres;
