-- Idempotency: a write that is sent again with its key returns the first answer and does nothing.

-- Table

create table private.idempotent_calls (
  user_id uuid not null references public.profiles (id) on delete cascade,
  key uuid not null,
  call text not null,
  arguments jsonb not null,
  -- Null only inside the transaction that runs the call.
  result jsonb,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);

create index idempotent_calls_created_at on private.idempotent_calls (created_at);

-- Functions

create function private.begin_call(caller uuid, key uuid, call text, arguments jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  earlier private.idempotent_calls;
begin
  if begin_call.key is null then
    raise exception 'An idempotency key is missing.' using errcode = 'PT400';
  end if;

  -- Nobody sends a request again after a month.
  if random() < 0.01 then
    delete from private.idempotent_calls where created_at < now() - interval '30 days';
  end if;

  -- The same key at the same moment waits here for the first call to end, then finds its row or takes its place.
  insert into private.idempotent_calls (user_id, key, call, arguments)
  values (caller, begin_call.key, begin_call.call, begin_call.arguments)
  on conflict on constraint idempotent_calls_pkey do nothing;
  if found then
    return null;
  end if;

  select * into strict earlier
  from private.idempotent_calls as made
  where made.user_id = caller and made.key = begin_call.key;
  if earlier.call <> begin_call.call or earlier.arguments <> begin_call.arguments then
    raise exception 'This idempotency key belongs to another request.' using errcode = 'PT409';
  end if;
  return earlier.result;
end
$$;

comment on function private.begin_call(uuid, uuid, text, jsonb) is
  'The result of the call that used this key before, or null when this is the first: then end_call must follow.';

create function private.end_call(caller uuid, key uuid, result jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  update private.idempotent_calls as made
  set result = end_call.result
  where made.user_id = caller and made.key = end_call.key
  returning made.result
$$;

-- Grants

revoke all on table private.idempotent_calls from public, anon, authenticated, service_role;
revoke all on function private.begin_call(uuid, uuid, text, jsonb) from public, anon, authenticated, service_role;
revoke all on function private.end_call(uuid, uuid, jsonb) from public, anon, authenticated, service_role;
