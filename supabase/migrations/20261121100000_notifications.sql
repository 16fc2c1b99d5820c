-- Notifications: each person's inbox. Triggers and functions of the domains write it, people mark it read.

create type public.notification_type as enum ('success', 'error', 'warning', 'info');

-- Table

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  title text not null,
  message text not null,
  type public.notification_type not null default 'info',
  link text,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  constraint notifications_title_fits check (char_length(title) between 1 and 200),
  constraint notifications_message_fits check (char_length(message) <= 1000),
  -- A path of this app: '//host' and '/\host' would lead elsewhere.
  constraint notifications_link_is_a_path check (link ~ '^/([^/\\]|$)' and char_length(link) <= 500)
);

create index notifications_of_user on public.notifications (user_id, created_at desc, id);
create index notifications_unread on public.notifications (user_id) where read_at is null;

alter table public.notifications enable row level security;

-- Functions

create function private.keep_owner()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- Screens filter their events by user_id: a row that moved would vanish without an event.
  if new.id <> old.id or new.user_id <> old.user_id then
    raise exception 'A row of % stays with its owner.', tg_table_name using errcode = 'PT400';
  end if;
  return new;
end
$$;

create function public.get_notifications(
  page_limit integer default 30,
  before_created_at timestamptz default null,
  before_id uuid default null
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  caller constant uuid := auth.uid();
  page_size constant integer := least(greatest(coalesce(page_limit, 30), 1), 100);
begin
  return (
    with page as materialized (
      select n.id, n.title, n.message, n.type, n.link, n.read_at, n.created_at
      from public.notifications as n
      where n.user_id = caller
        and (
          before_created_at is null
          or n.created_at < before_created_at
          or (n.created_at = before_created_at and n.id > before_id)
        )
      order by n.created_at desc, n.id
      limit page_size + 1
    ),
    shown as (select * from page order by created_at desc, id limit page_size)
    select jsonb_build_object(
      'notifications', coalesce((select jsonb_agg(to_jsonb(shown) order by created_at desc, id) from shown), '[]'),
      'has_more', (select count(*) from page) > page_size,
      'unread', (select count(*) from public.notifications as n where n.user_id = caller and n.read_at is null),
      'as_of', public.read_as_of()
    )
  );
end
$$;

comment on function public.get_notifications(integer, timestamptz, uuid) is
  'A page of the caller''s inbox, newest first; the two arguments before_… are those of the last one shown.';

create function public.mark_notification_read(id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if auth.uid() is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  -- Marking twice is no mistake, and keeps the first time.
  update public.notifications as n
  set read_at = coalesce(n.read_at, now())
  where n.id = mark_notification_read.id and n.user_id = auth.uid();
  if not found then
    raise exception 'There is no such notification.' using errcode = 'PT404';
  end if;
end
$$;

create function public.mark_all_notifications_read()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  marked integer;
begin
  if auth.uid() is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  update public.notifications as n set read_at = now() where n.user_id = auth.uid() and n.read_at is null;
  get diagnostics marked = row_count;
  return marked;
end
$$;

-- Triggers

create trigger keep_owner
  before update of id, user_id on public.notifications
  for each row execute function private.keep_owner();

-- Policies

create policy "People read their own inbox" on public.notifications
  for select to authenticated
  using (user_id = (select auth.uid()));

-- Grants

revoke all on table public.notifications from public, anon, authenticated, service_role;
grant select on table public.notifications to authenticated;
grant select, insert, update, delete on table public.notifications to service_role;

revoke all on function private.keep_owner() from public, anon, authenticated, service_role;
revoke all on function public.get_notifications(integer, timestamptz, uuid)
  from public, anon, authenticated, service_role;
revoke all on function public.mark_notification_read(uuid) from public, anon, authenticated, service_role;
revoke all on function public.mark_all_notifications_read() from public, anon, authenticated, service_role;
grant execute on function public.get_notifications(integer, timestamptz, uuid) to authenticated;
grant execute on function public.mark_notification_read(uuid) to authenticated;
grant execute on function public.mark_all_notifications_read() to authenticated;

-- Publication

alter publication supabase_realtime add table public.notifications;
