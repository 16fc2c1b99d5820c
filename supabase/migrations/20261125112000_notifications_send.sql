-- Notifications: sending by hand, and deletions that reach the screen of their owner.

-- A DELETE event is filtered by what Postgres logs of the old row: with user_id in it, open inboxes notice.
-- Migrations run in a transaction, where an index cannot be made concurrently.
-- squawk-ignore require-concurrent-index-creation
create unique index notifications_identity on public.notifications (id, user_id);

alter table public.notifications replica identity using index notifications_identity;

-- Functions

create function public.send_notification(
  user_id uuid,
  title text,
  message text,
  type public.notification_type default 'info',
  link text default null,
  idempotency_key uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  sent public.notifications;
  answer jsonb;
begin
  perform private.require_admin();
  perform from public.profiles as p where p.id = send_notification.user_id for key share;
  if not found then
    raise exception 'There is no such account.' using errcode = 'PT404';
  end if;
  if send_notification.idempotency_key is not null then
    answer := private.begin_call(
      auth.uid(), send_notification.idempotency_key, 'send_notification',
      jsonb_build_object(
        'user_id', send_notification.user_id, 'title', send_notification.title,
        'message', send_notification.message, 'type', send_notification.type, 'link', send_notification.link
      )
    );
    if answer is not null then
      return answer;
    end if;
  end if;

  insert into public.notifications (user_id, title, message, type, link)
  values (
    send_notification.user_id, send_notification.title, send_notification.message,
    coalesce(send_notification.type, 'info'), send_notification.link
  )
  returning * into sent;
  answer := jsonb_build_object('id', sent.id);
  if send_notification.idempotency_key is null then
    return answer;
  end if;
  return private.end_call(auth.uid(), send_notification.idempotency_key, answer);
end
$$;

comment on function public.send_notification(uuid, text, text, public.notification_type, text, uuid) is
  'For admins: puts a notification into someone''s inbox; its id. Triggers insert into the table themselves.';

-- Triggers

create trigger refuse_truncate
  before truncate on public.notifications
  for each statement execute function private.refuse_plan_truncate();

-- Grants

revoke all on function public.send_notification(uuid, text, text, public.notification_type, text, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.send_notification(uuid, text, text, public.notification_type, text, uuid)
  to authenticated;
