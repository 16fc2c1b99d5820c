-- Schema realtime as Supabase ships it: the table behind private channels and broadcasts from the database, and
-- the functions that applications call. Runs at every start as supabase_admin; everything can be repeated.

set client_min_messages = warning;

create schema if not exists realtime;
grant usage on schema realtime to postgres, anon, authenticated, service_role;
grant create on schema realtime to postgres;

-- One row a message; its policies say who may read and write which topic. Partitions, one a day, are made and
-- dropped by the server.
create table if not exists realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  binary_payload bytea,
  constraint messages_pkey primary key (id, inserted_at),
  constraint messages_payload_exclusive check (payload is null or binary_payload is null)
) partition by range (inserted_at);

alter table realtime.messages alter column updated_at set default timezone('utc', now());
alter table realtime.messages alter column inserted_at set default timezone('utc', now());

create index if not exists messages_inserted_at_topic_index on realtime.messages (inserted_at desc, topic)
  where extension = 'broadcast' and private is true;

alter table realtime.messages enable row level security;
-- Migrations run as postgres and put policies on this table, which only its owner may do.
alter table realtime.messages owner to postgres;
revoke all on realtime.messages from public;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;

-- The topic that a policy on realtime.messages decides about.
create or replace function realtime.topic() returns text
language sql stable
as $$
  select nullif(current_setting('realtime.topic', true), '')
$$;

-- Broadcasts a JSON object to a topic once the transaction commits. It never fails the caller's transaction.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void
language plpgsql
as $$
declare
  message_id uuid := gen_random_uuid();
  message jsonb := payload;
begin
  begin
    if jsonb_typeof(payload) = 'object' then
      message_id := coalesce((payload ->> 'id')::uuid, message_id);
      message := payload || jsonb_build_object('id', coalesce(payload -> 'id', to_jsonb(message_id)));
    end if;
  exception when invalid_text_representation then
    message_id := gen_random_uuid();
  end;
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (message_id, message, event, topic, private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

-- The same with raw bytes.
create or replace function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
returns void
language plpgsql
as $$
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (binary_payload, event, topic, private, extension)
  values (payload, event, topic, private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

-- For row triggers: broadcasts what happened to a row.
create or replace function realtime.broadcast_changes(
  topic_name text,
  event_name text,
  operation text,
  table_name text,
  table_schema text,
  new record,
  old record,
  level text default 'ROW'
) returns void
language plpgsql
as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  perform realtime.send(
    jsonb_build_object(
      'old_record', to_jsonb(old),
      'record', to_jsonb(new),
      'operation', operation,
      'table', table_name,
      'schema', table_schema
    ),
    event_name,
    topic_name
  );
exception when others then
  raise exception 'Failed to process the row: %', sqlerrm;
end
$$;

grant execute on function
  realtime.topic(),
  realtime.send(jsonb, text, text, boolean),
  realtime.send_binary(bytea, text, text, boolean),
  realtime.broadcast_changes(text, text, text, text, text, record, record, text)
to postgres, anon, authenticated, service_role;

do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime_messages_publication') then
    create publication supabase_realtime_messages_publication for table realtime.messages with (publish = 'insert');
  end if;
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
end
$$;

-- Writes a note into the stream when the published tables may be others now, for those who watch them.
create or replace function realtime.note_publication() returns event_trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform pg_catalog.pg_logical_emit_message(true, 'realtime', 'publication');
end
$$;
revoke all on function realtime.note_publication() from public;

drop event trigger if exists realtime_note_publication;
create event trigger realtime_note_publication on ddl_command_end
  when tag in (
    'CREATE PUBLICATION', 'ALTER PUBLICATION', 'DROP PUBLICATION',
    'CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE', 'DROP TABLE',
    'ALTER SCHEMA', 'DROP SCHEMA'
  )
  execute function realtime.note_publication();
