-- Credits: what each creator has. Every change, by whatever way, is on the ledger (next migration).

create type public.credit_plan as enum ('subscription', 'one_time');
create type public.credit_status as enum ('active', 'expired', 'cancelled');

-- Table

create table public.user_credits (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  credits integer not null default 0,
  status public.credit_status not null default 'active',
  plan_type public.credit_plan not null default 'one_time',
  membership text,
  subscription_id text,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_credits_not_negative check (credits >= 0)
);

create index user_credits_of_user on public.user_credits (user_id, status);

alter table public.user_credits enable row level security;

-- Functions

create function private.settle_user_credits()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    -- Screens filter their events by user_id, and the ledger refers to id.
    if new.id <> old.id or new.user_id <> old.user_id then
      raise exception 'Credits cannot move to another row or another creator.' using errcode = 'PT400';
    end if;
    new.updated_at := now();
  end if;
  if new.plan_type = 'one_time' and new.status = 'active' and new.credits = 0 then
    new.status := 'expired';
  end if;
  return new;
end
$$;

-- Triggers

create trigger settle_user_credits
  before insert or update on public.user_credits
  for each row execute function private.settle_user_credits();

-- Policies

create policy "Creators read their own credits, admins read all" on public.user_credits
  for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()));

-- Grants: people change credits through functions only; the service key may write as SQL does.

revoke all on table public.user_credits from public, anon, authenticated, service_role;
grant select on table public.user_credits to authenticated;
grant select, insert, update, delete on table public.user_credits to service_role;

revoke all on function private.settle_user_credits() from public, anon, authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.user_credits;
