-- Buying: packs at any time, one membership at a time; a cancelled membership's credits stay until its end.
-- Payment is the built-in test payment, which always succeeds: decision 0305 says what to change for real money.

-- Table

create table public.credit_packages (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null,
  kind public.credit_plan not null,
  credits integer not null,
  price bigint not null,
  currency char(3) not null,
  interval_days integer,
  is_active boolean not null default true,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint credit_packages_slug_is_plain check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
  constraint credit_packages_have_credits check (credits between 1 and 1000000),
  constraint credit_packages_price_not_negative check (price >= 0),
  constraint credit_packages_currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  constraint credit_packages_interval_fits_kind check (
    case kind when 'subscription' then interval_days between 1 and 3660 else interval_days is null end
  )
);

alter table public.credit_packages enable row level security;

-- Functions

create function private.active_membership(owner uuid)
returns public.user_credits
language sql
stable
set search_path = ''
as $$
  select c.*
  from public.user_credits as c
  where c.user_id = owner
    and c.status = 'active'
    and c.plan_type = 'subscription'
    and (c.expires_at is null or c.expires_at > statement_timestamp())
  order by c.expires_at desc nulls first, c.id
  limit 1
$$;

create function private.require_package(package text)
returns public.credit_packages
language plpgsql
stable
set search_path = ''
as $$
declare
  found_package public.credit_packages;
begin
  select p.* into found_package
  from public.credit_packages as p
  where p.is_active and (p.slug = package or p.id::text = lower(package));
  if found_package.id is null then
    raise exception 'There is no such package.' using errcode = 'PT404';
  end if;
  return found_package;
end
$$;

create function public.purchase_credits(package text, idempotency_key uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
  bought public.credit_packages;
  answer jsonb;
  new_id uuid;
begin
  answer := private.begin_call(
    caller, purchase_credits.idempotency_key, 'purchase_credits',
    jsonb_build_object('package', purchase_credits.package)
  );
  if answer is not null then
    return answer;
  end if;
  if not private.take_token('purchase_credits:' || caller, 30, '1 minute') then
    raise exception 'Too many purchases. Try again in a minute.' using errcode = 'PT429';
  end if;

  bought := private.require_package(purchase_credits.package);
  -- Two purchases at once cannot both be the first membership: the second waits here.
  perform private.lock_credits(caller);
  perform private.expire_credits(caller);
  if bought.kind = 'subscription' and (private.active_membership(caller)).id is not null then
    raise exception 'You already have a membership. Cancel it or let it end first; packs can be added at any time.'
      using errcode = 'PT409';
  end if;

  perform private.explain_credits('Bought ' || bought.name, purchase_credits.idempotency_key);
  insert into public.user_credits (user_id, credits, plan_type, membership, subscription_id, expires_at)
  values (
    caller,
    bought.credits,
    bought.kind,
    bought.name,
    case when bought.kind = 'subscription' then 'test_sub_' || gen_random_uuid() end,
    now() + make_interval(days => bought.interval_days)
  )
  returning id into new_id;
  perform private.explain_credits(null, null);
  return private.end_call(
    caller, purchase_credits.idempotency_key,
    jsonb_build_object('credits', private.total_credits(caller), 'user_credits_id', new_id)
  );
end
$$;

create function public.cancel_membership(id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller constant uuid := private.require_member();
  cancelled public.user_credits;
begin
  perform private.lock_credits(caller);
  perform private.expire_credits(caller);
  select c.* into cancelled
  from public.user_credits as c
  where c.id = cancel_membership.id and c.user_id = caller and c.plan_type = 'subscription'
  for update;
  if cancelled.id is null then
    raise exception 'There is no such membership.' using errcode = 'PT404';
  end if;

  -- Cancelling twice is no mistake: the second time there is nothing left to do.
  if cancelled.status = 'expired' then
    raise exception 'This membership has already ended.' using errcode = 'PT409';
  end if;
  if cancelled.status = 'active' then
    perform private.explain_credits('Cancelled ' || coalesce(cancelled.membership, 'membership'), null);
    update public.user_credits as c set status = 'cancelled', credits = 0 where c.id = cancelled.id;
    if cancelled.credits > 0 then
      perform private.explain_credits('Kept from ' || coalesce(cancelled.membership, 'membership'), null);
      insert into public.user_credits (user_id, credits, plan_type, membership, expires_at)
      values (caller, cancelled.credits, 'one_time', cancelled.membership, cancelled.expires_at);
    end if;
    perform private.explain_credits(null, null);
  end if;
  return jsonb_build_object('credits', private.total_credits(caller));
end
$$;

-- Triggers

create trigger touch_updated_at
  before update on public.credit_packages
  for each row execute function private.touch_updated_at();

-- Policies

create policy "Signed-in people read what is on sale, admins read all" on public.credit_packages
  for select to authenticated
  using (is_active or (select private.is_admin()));

-- Grants

revoke all on table public.credit_packages from public, anon, authenticated, service_role;
grant select on table public.credit_packages to authenticated;
grant select, insert, update, delete on table public.credit_packages to service_role;

revoke all on function private.active_membership(uuid) from public, anon, authenticated, service_role;
revoke all on function private.require_package(text) from public, anon, authenticated, service_role;
revoke all on function public.purchase_credits(text, uuid) from public, anon, authenticated, service_role;
revoke all on function public.cancel_membership(uuid) from public, anon, authenticated, service_role;
grant execute on function public.purchase_credits(text, uuid) to authenticated;
grant execute on function public.cancel_membership(uuid) to authenticated;
