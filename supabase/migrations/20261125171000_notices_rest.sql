-- A worker rests while there is nothing to do: an empty outbox, and one whose notices wait for each other, said "now".

-- Functions

create or replace function public.claim_notices(batch integer default 10, lease_seconds integer default 60)
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
    -- How long until there is something to do without a new notice: a retry, or a lease that ends. Null: nothing is left.
    -- What waits for an earlier one of its stream is not due before that one is settled.
    'next_due_in_ms', (
      select ceil(extract(epoch from greatest(
        now(), min(case n.state when 'queued' then n.due_at else n.leased_until end)
      ) - now()) * 1000)::bigint
      from public.notices as n
      where n.state in ('queued', 'sending')
        and not exists (
          select from public.notices as earlier
          where earlier.stream = n.stream and earlier.seq < n.seq and earlier.state in ('queued', 'sending')
        )
      having count(*) > 0
    )
  );
end
$$;
