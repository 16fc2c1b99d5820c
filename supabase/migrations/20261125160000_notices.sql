-- Notices: what leaves the app, by e-mail or push. A notice is queued in the transaction that gives reason for it, and
-- stays here until it has been handed over: nothing is lost when a process dies.

create type public.notice_channel as enum ('email', 'push');
create type public.notice_state as enum ('queued', 'sending', 'sent', 'skipped', 'failed');

-- Tables

create table public.push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  -- Where the browser's push service takes messages for this browser, and the keys to encrypt them with (RFC 8291).
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  label text not null default '',
  created_at timestamptz not null default now(),
  -- Null while it lasts. A row that ended stays, because its DELETE would reach no screen that filters by user_id.
  removed_at timestamptz,
  constraint push_subscriptions_endpoint_is_url check (endpoint ~ '^https?://[^\s]+$' and char_length(endpoint) <= 1000),
  constraint push_subscriptions_p256dh_is_key check (p256dh ~ '^[A-Za-z0-9_-]{80,100}=*$'),
  constraint push_subscriptions_auth_is_secret check (auth ~ '^[A-Za-z0-9_-]{16,40}=*$'),
  constraint push_subscriptions_label_fits check (char_length(label) <= 100)
);

create index push_subscriptions_of_user on public.push_subscriptions (user_id, created_at);
-- A browser has one subscription, whoever uses it.
create unique index push_subscriptions_endpoint on public.push_subscriptions (endpoint) where removed_at is null;

create table public.notice_preferences (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique references public.profiles (id) on delete cascade,
  order_emails boolean not null default true,
  -- In the unsubscribe link of every mail: whoever has the mail may turn mails off, and nothing else.
  unsubscribe_token uuid not null unique default gen_random_uuid(),
  updated_at timestamptz not null default now()
);

create table public.notices (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  channel public.notice_channel not null,
  kind text not null,
  user_id uuid not null references public.profiles (id) on delete cascade,
  push_subscription_id uuid references public.push_subscriptions (id) on delete cascade,
  -- Notices of one stream leave in their order: a mail that waits for its retry holds back the later ones.
  stream text not null,
  -- One reason queues one notice, however often its trigger runs.
  dedupe_key text not null unique,
  data jsonb not null,
  state public.notice_state not null default 'queued',
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  -- Who is sending it, and until when that is believed.
  lease uuid,
  leased_until timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  constraint notices_push_has_a_browser check ((channel = 'push') = (push_subscription_id is not null)),
  constraint notices_lease_while_sending check ((state = 'sending') = (lease is not null and leased_until is not null)),
  constraint notices_settled_at_an_end check ((state in ('sent', 'skipped', 'failed')) = (settled_at is not null))
);

create index notices_waiting on public.notices (seq) where state in ('queued', 'sending');
create index notices_waiting_in_stream on public.notices (stream, seq) where state in ('queued', 'sending');
create index notices_of_user on public.notices (user_id);
create index notices_of_push_subscription on public.notices (push_subscription_id);

alter table public.push_subscriptions enable row level security;
alter table public.notice_preferences enable row level security;
alter table public.notices enable row level security;

-- Functions for people

create function public.save_push_subscription(endpoint text, p256dh text, auth text, label text default '')
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := (select auth.uid());
  saved uuid;
begin
  if not private.is_admin() then
    raise exception 'Only administrators are told of new orders.' using errcode = 'PT403';
  end if;
  -- Two tabs that save the same browser at once take turns.
  perform pg_advisory_xact_lock(hashtextextended('push ' || save_push_subscription.endpoint, 0));

  update public.push_subscriptions as s
  set p256dh = save_push_subscription.p256dh, auth = save_push_subscription.auth, label = save_push_subscription.label
  where s.endpoint = save_push_subscription.endpoint and s.user_id = caller and s.removed_at is null
  returning s.id into saved;
  if saved is not null then
    return saved;
  end if;

  -- Somebody else has used this browser before: their notices must not appear in it any more.
  update public.push_subscriptions as s set removed_at = now()
  where s.endpoint = save_push_subscription.endpoint and s.removed_at is null;

  insert into public.push_subscriptions (user_id, endpoint, p256dh, auth, label)
  values (
    caller, save_push_subscription.endpoint, save_push_subscription.p256dh, save_push_subscription.auth,
    save_push_subscription.label
  )
  returning id into saved;
  return saved;
end
$$;

create function public.remove_push_subscription(id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Removing twice is no mistake.
  update public.push_subscriptions as s set removed_at = coalesce(s.removed_at, now())
  where s.id = remove_push_subscription.id and s.user_id = (select auth.uid());
  if not found then
    raise exception 'There is no such device.' using errcode = 'PT404';
  end if;
end
$$;

create function public.set_order_emails(enabled boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if (select auth.uid()) is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  insert into public.notice_preferences as p (user_id, order_emails)
  values ((select auth.uid()), coalesce(set_order_emails.enabled, true))
  on conflict (user_id) do update set order_emails = excluded.order_emails, updated_at = now();
end
$$;

create function public.unsubscribe_from_emails(token uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.notice_preferences as p set order_emails = false, updated_at = now()
  where p.unsubscribe_token = unsubscribe_from_emails.token;
  if not found then
    raise exception 'This link does not belong to anyone any more.' using errcode = 'PT404';
  end if;
end
$$;

comment on function public.unsubscribe_from_emails(uuid) is
  'Turns the e-mails off for whoever this token was mailed to. For everyone: the token is the proof.';

create function public.get_notice_settings()
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'order_emails', coalesce(
      (select p.order_emails from public.notice_preferences as p where p.user_id = (select auth.uid())), true
    ),
    'devices', coalesce((
      select jsonb_agg(
        jsonb_build_object('id', s.id, 'endpoint', s.endpoint, 'label', s.label, 'created_at', s.created_at)
        order by s.created_at desc, s.id
      )
      from public.push_subscriptions as s
      where s.user_id = (select auth.uid()) and s.removed_at is null
    ), '[]'),
    'as_of', public.read_as_of()
  )
$$;

create function public.get_notice_desk(page_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_admin();
  return jsonb_build_object(
    'counts', (
      select jsonb_build_object(
        'waiting', count(*) filter (where n.state in ('queued', 'sending')),
        'sent', count(*) filter (where n.state = 'sent'),
        'skipped', count(*) filter (where n.state = 'skipped'),
        'failed', count(*) filter (where n.state = 'failed')
      )
      from public.notices as n
      where n.state in ('queued', 'sending', 'failed') or n.created_at > now() - interval '7 days'
    ),
    'notices', coalesce((
      select jsonb_agg(to_jsonb(latest) order by latest.seq desc)
      from (
        select n.id, n.seq, n.channel, n.kind, p.display_name as recipient, n.data ->> 'subject' as subject,
          n.state, n.attempts, n.due_at, n.last_error, n.created_at, n.settled_at
        from public.notices as n
        join public.profiles as p on p.id = n.user_id
        order by n.seq desc
        limit least(greatest(page_limit, 1), 200)
      ) as latest
    ), '[]'),
    'as_of', public.read_as_of()
  );
end
$$;

create function public.retry_notice(id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_admin();
  update public.notices as n
  set state = 'queued', attempts = 0, due_at = now(), settled_at = null
  where n.id = retry_notice.id and n.state = 'failed';
  if not found then
    raise exception 'Only a notice that has failed can be sent again.' using errcode = 'PT409';
  end if;
end
$$;

-- Functions for the worker

create function private.is_wanted(notice public.notices)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select case notice.channel
    when 'email' then exists (
      select from public.profiles as p
      left join public.notice_preferences as preferences on preferences.user_id = p.id
      where p.id = notice.user_id and p.email is not null and coalesce(preferences.order_emails, true)
    )
    -- Who is no administrator any more hears of no order.
    else exists (
      select from public.push_subscriptions as s
      join public.profiles as p on p.id = s.user_id
      where s.id = notice.push_subscription_id and s.removed_at is null and p.role = 'admin'
    )
  end
$$;

create function public.claim_notices(batch integer default 10, lease_seconds integer default 60)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  claimed uuid[];
begin
  with candidates as (
    select n.id
    from public.notices as n
    where n.state in ('queued', 'sending')
      and case n.state when 'queued' then n.due_at <= now() else n.leased_until <= now() end
      and not exists (
        select from public.notices as earlier
        where earlier.stream = n.stream and earlier.seq < n.seq and earlier.state in ('queued', 'sending')
      )
    order by n.seq
    limit least(greatest(batch, 1), 100)
    for update skip locked
  ),
  settled as (
    update public.notices as n
    set state = 'skipped', settled_at = now(), lease = null, leased_until = null
    from candidates
    where n.id = candidates.id and not private.is_wanted(n)
    returning n.id
  ),
  leased as (
    update public.notices as n
    set state = 'sending', attempts = n.attempts + 1, lease = gen_random_uuid(),
      leased_until = now() + make_interval(secs => least(greatest(lease_seconds, 1), 3600))
    from candidates
    where n.id = candidates.id and private.is_wanted(n)
    returning n.id
  )
  select array_agg(leased.id) into claimed from leased;

  insert into public.notice_preferences (user_id)
  select distinct n.user_id from public.notices as n where n.id = any(claimed) and n.channel = 'email'
  on conflict (user_id) do nothing;

  return jsonb_build_object(
    'notices', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'id', n.id, 'channel', n.channel, 'kind', n.kind, 'lease', n.lease, 'attempts', n.attempts,
          -- As the order is now: what has changed since it was queued is in the mail already.
          'data', n.data || private.order_for_notice((n.data ->> 'order_id')::uuid),
          'recipient', jsonb_build_object('email', p.email, 'name', p.display_name),
          'unsubscribe_token', preferences.unsubscribe_token,
          'subscription', case when s.id is not null then
            jsonb_build_object('id', s.id, 'endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth)
          end
        )
        order by n.seq
      )
      from public.notices as n
      join public.profiles as p on p.id = n.user_id
      left join public.notice_preferences as preferences on preferences.user_id = n.user_id and n.channel = 'email'
      left join public.push_subscriptions as s on s.id = n.push_subscription_id
      where n.id = any(claimed)
    ), '[]'),
    -- How long until there is something to do without a new notice: a retry, or a lease that ends.
    'next_due_in_ms', (
      select greatest(0, ceil(extract(epoch from
        min(case n.state when 'queued' then n.due_at else n.leased_until end) - now()) * 1000))::bigint
      from public.notices as n
      where n.state in ('queued', 'sending')
    )
  );
end
$$;

comment on function public.claim_notices(integer, integer) is
  'Leases the notices that are due, oldest first and one of a stream at a time. What nobody wants any more is skipped.';

create function public.settle_notice(id uuid, lease uuid, outcome text, error text default null, retry_in_seconds integer default null)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  if outcome not in ('sent', 'skipped', 'failed', 'retry') then
    raise exception 'A notice ends as sent, skipped or failed, or is tried again: retry.' using errcode = 'PT400';
  end if;
  -- A lease that has ended may be somebody else's by now: their word counts.
  update public.notices as n
  set state = case outcome when 'retry' then 'queued' else outcome end::public.notice_state,
    due_at = case outcome when 'retry' then now() + make_interval(secs => greatest(coalesce(retry_in_seconds, 60), 0)) else n.due_at end,
    settled_at = case outcome when 'retry' then null else now() end,
    last_error = left(settle_notice.error, 500),
    lease = null,
    leased_until = null
  where n.id = settle_notice.id and n.lease = settle_notice.lease;
  return found;
end
$$;

create function public.drop_push_subscription(id uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  update public.push_subscriptions as s set removed_at = now()
  where s.id = drop_push_subscription.id and s.removed_at is null
$$;

comment on function public.drop_push_subscription(uuid) is
  'For the worker: the push service has said that this browser takes no messages any more.';

-- Triggers

create trigger keep_owner
  before update of id, user_id on public.push_subscriptions
  for each row execute function private.keep_owner();

create trigger keep_owner
  before update of id, user_id on public.notice_preferences
  for each row execute function private.keep_owner();

-- Policies

create policy "People read their own devices" on public.push_subscriptions
  for select to authenticated
  using (user_id = (select auth.uid()));

create policy "People read their own preferences" on public.notice_preferences
  for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Administrators read what is sent" on public.notices
  for select to authenticated
  using ((select private.is_admin()));

-- Grants: the keys of a browser and the token of the mails are for the worker alone.

revoke all on table public.push_subscriptions from public, anon, authenticated, service_role;
revoke all on table public.notice_preferences from public, anon, authenticated, service_role;
revoke all on table public.notices from public, anon, authenticated, service_role;
revoke all on sequence public.notices_seq_seq from public, anon, authenticated, service_role;
grant select (id, user_id, endpoint, label, created_at, removed_at) on table public.push_subscriptions to authenticated;
grant select (id, user_id, order_emails, updated_at) on table public.notice_preferences to authenticated;
grant select on table public.notices to authenticated;
grant select on table public.push_subscriptions to service_role;
grant select on table public.notice_preferences to service_role;
grant select on table public.notices to service_role;

revoke all on function public.save_push_subscription(text, text, text, text)
  from public, anon, authenticated, service_role;
revoke all on function public.remove_push_subscription(uuid) from public, anon, authenticated, service_role;
revoke all on function public.set_order_emails(boolean) from public, anon, authenticated, service_role;
revoke all on function public.unsubscribe_from_emails(uuid) from public, anon, authenticated, service_role;
revoke all on function public.get_notice_settings() from public, anon, authenticated, service_role;
revoke all on function public.get_notice_desk(integer) from public, anon, authenticated, service_role;
revoke all on function public.retry_notice(uuid) from public, anon, authenticated, service_role;
revoke all on function private.is_wanted(public.notices) from public, anon, authenticated, service_role;
revoke all on function public.claim_notices(integer, integer) from public, anon, authenticated, service_role;
revoke all on function public.settle_notice(uuid, uuid, text, text, integer)
  from public, anon, authenticated, service_role;
revoke all on function public.drop_push_subscription(uuid) from public, anon, authenticated, service_role;
grant execute on function public.save_push_subscription(text, text, text, text) to authenticated;
grant execute on function public.remove_push_subscription(uuid) to authenticated;
grant execute on function public.set_order_emails(boolean) to authenticated;
grant execute on function public.unsubscribe_from_emails(uuid) to anon, authenticated;
grant execute on function public.get_notice_settings() to authenticated;
grant execute on function public.get_notice_desk(integer) to authenticated;
grant execute on function public.retry_notice(uuid) to authenticated;
grant execute on function public.claim_notices(integer, integer) to service_role;
grant execute on function public.settle_notice(uuid, uuid, text, text, integer) to service_role;
grant execute on function public.drop_push_subscription(uuid) to service_role;

-- Publication

alter publication supabase_realtime add table public.push_subscriptions;
alter publication supabase_realtime add table public.notice_preferences;
alter publication supabase_realtime add table public.notices;
