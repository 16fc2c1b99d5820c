-- Spending: the oldest expiry pays first, never below zero, once for each key.

-- Functions

create function private.require_credit_amount(amount integer)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if amount is null or amount not between 1 and 1000000 then
    raise exception 'The amount must be a whole number from 1 to 1,000,000.' using errcode = 'PT400';
  end if;
end
$$;

create function private.require_credit_reason(reason text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  trimmed constant text := btrim(reason);
begin
  if trimmed is null or char_length(trimmed) not between 1 and 200 or trimmed ~ '[[:cntrl:]]' then
    raise exception 'Say what the credits are for, in 1 to 200 characters.' using errcode = 'PT400';
  end if;
  return trimmed;
end
$$;

create function private.lock_credits(owner uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Functions queue here, so that below they only ever meet plain SQL.
  perform pg_advisory_xact_lock(hashtextextended('private.lock_credits ' || owner, 0));
  -- Tried until it succeeds, as an update would wait: the caller's statement_timeout is the limit.
  while not private.try_lock_credits(owner) loop
  end loop;
end
$$;

create function private.try_lock_credits(owner uuid)
returns boolean
language plpgsql
set search_path = ''
-- Shorter than deadlock_timeout (1 s): a cycle with a plain update of several rows is left here, never there.
set lock_timeout = '400ms'
as $$
begin
  perform from public.user_credits as c
  where c.user_id = owner and c.status = 'active'
  order by c.id
  for update;
  perform from private.credit_balances as b where b.user_id = owner for update;
  return true;
exception
  when lock_not_available or deadlock_detected then
    -- Arriving here has released the locks taken above: whoever waited for them goes first.
    return false;
end
$$;

create function private.expire_credits(owner uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  expired integer;
begin
  update public.user_credits as c
  set status = 'expired'
  where c.user_id = owner and c.status = 'active' and c.expires_at <= clock_timestamp();
  get diagnostics expired = row_count;
  return expired;
end
$$;

comment on function private.expire_credits(uuid) is 'Ends rows past their expires_at; lock_credits comes first.';

create function private.total_credits(owner uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(c.credits), 0)
  from public.user_credits as c
  where c.user_id = owner
    and c.status = 'active'
    and (c.expires_at is null or c.expires_at > statement_timestamp())
$$;

create function private.take_credits(owner uuid, amount integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  payer record;
  remaining integer := amount;
begin
  for payer in
    select c.id, c.credits
    from public.user_credits as c
    where c.user_id = owner and c.status = 'active' and c.credits > 0
    order by c.expires_at nulls last, c.created_at, c.id
    for update
  loop
    exit when remaining = 0;
    update public.user_credits as c
    set credits = c.credits - least(payer.credits, remaining)
    where c.id = payer.id;
    remaining := remaining - least(payer.credits, remaining);
  end loop;
  if remaining > 0 then
    raise exception 'Not enough credits: % needed, % there.', amount, amount - remaining using errcode = 'PT402';
  end if;
end
$$;

comment on function private.take_credits(uuid, integer) is
  'Takes from the rows that expire first, then from the oldest; lock_credits and expire_credits come first.';

create function public.spend_credits(amount integer, reason text, idempotency_key uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
  purpose constant text := private.require_credit_reason(spend_credits.reason);
  answer jsonb;
begin
  perform private.require_credit_amount(spend_credits.amount);
  answer := private.begin_call(
    caller, spend_credits.idempotency_key, 'spend_credits',
    jsonb_build_object('amount', spend_credits.amount, 'reason', purpose)
  );
  if answer is not null then
    return answer;
  end if;

  perform private.lock_credits(caller);
  perform private.expire_credits(caller);
  perform private.explain_credits(purpose, spend_credits.idempotency_key);
  perform private.take_credits(caller, spend_credits.amount);
  perform private.explain_credits(null, null);
  return private.end_call(
    caller, spend_credits.idempotency_key,
    jsonb_build_object('credits', private.total_credits(caller), 'spent', spend_credits.amount)
  );
end
$$;

create function public.expire_credits()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := auth.uid();
begin
  if caller is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  perform private.lock_credits(caller);
  return private.expire_credits(caller);
end
$$;

comment on function public.expire_credits() is 'Ends the caller''s rows past their expires_at; how many there were.';

-- Grants

revoke all on function private.require_credit_amount(integer) from public, anon, authenticated, service_role;
revoke all on function private.require_credit_reason(text) from public, anon, authenticated, service_role;
revoke all on function private.lock_credits(uuid) from public, anon, authenticated, service_role;
revoke all on function private.try_lock_credits(uuid) from public, anon, authenticated, service_role;
revoke all on function private.expire_credits(uuid) from public, anon, authenticated, service_role;
revoke all on function private.total_credits(uuid) from public, anon, authenticated, service_role;
revoke all on function private.take_credits(uuid, integer) from public, anon, authenticated, service_role;
revoke all on function public.spend_credits(integer, text, uuid) from public, anon, authenticated, service_role;
revoke all on function public.expire_credits() from public, anon, authenticated, service_role;
grant execute on function public.spend_credits(integer, text, uuid) to authenticated;
grant execute on function public.expire_credits() to authenticated;
