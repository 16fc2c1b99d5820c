-- The ledger: each change of what a creator can spend leaves one row, written by trigger and never changed.
-- A row of user_credits counts while it is active, so: sum of deltas = balance = sum of active rows, always.

-- Tables

create table private.credit_balances (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  balance bigint not null,
  updated_at timestamptz not null,
  constraint credit_balances_not_negative check (balance >= 0)
);

create table public.credit_transactions (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.profiles (id) on delete cascade,
  -- No foreign key: the entry outlives the row.
  user_credits_id uuid not null,
  delta bigint not null,
  balance_after bigint not null,
  reason text not null,
  -- Who made the change; null is SQL, the dashboard, or time itself.
  actor_id uuid,
  -- Not unique: one call can touch several rows. private.idempotent_calls makes it count once.
  idempotency_key uuid,
  created_at timestamptz not null,
  constraint credit_transactions_not_negative check (balance_after >= 0)
);

create index credit_transactions_of_user on public.credit_transactions (user_id, id desc);

alter table public.credit_transactions enable row level security;

-- Functions

create function private.explain_credits(reason text, idempotency_key uuid)
returns void
language sql
set search_path = ''
as $$
  select
    set_config('rowcast.credit_reason', coalesce(reason, ''), true),
    set_config('rowcast.credit_key', coalesce(idempotency_key::text, ''), true)
$$;

comment on function private.explain_credits(text, uuid) is
  'Reason and key for the ledger entries that follow in this transaction; call it again with nulls afterwards.';

create function private.record_credit_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  owner constant uuid := coalesce(new.user_id, old.user_id);
  moment timestamptz;
  change bigint := 0;
  new_balance bigint;
  has_lapsed boolean := false;
begin
  if tg_op <> 'INSERT' and old.status = 'active' then
    change := change - old.credits;
  end if;
  if tg_op <> 'DELETE' and new.status = 'active' then
    change := change + new.credits;
  end if;
  -- A removed row leaves an entry even when it counted for nothing: a DELETE event carries no user_id, so this
  -- entry is what tells the creator's screens.
  if change = 0 and tg_op <> 'DELETE' then
    return null;
  end if;
  -- The account is being deleted, and its ledger with it.
  if tg_op = 'DELETE' and not exists (select from public.profiles where profiles.id = owner) then
    return null;
  end if;

  -- This row is the creator's lock: entries get their id and time in the order in which they become visible.
  update private.credit_balances
  set balance = balance + change, updated_at = clock_timestamp()
  where user_id = owner
  returning balance, updated_at into new_balance, moment;
  if not found then
    insert into private.credit_balances as first (user_id, balance, updated_at)
    values (owner, change, clock_timestamp())
    on conflict (user_id) do update
    set balance = first.balance + excluded.balance, updated_at = clock_timestamp()
    returning balance, updated_at into new_balance, moment;
  end if;

  if tg_op = 'UPDATE' then
    has_lapsed := new.status = 'expired' and new.credits = old.credits and new.expires_at <= moment;
  end if;
  insert into public.credit_transactions
    (user_id, user_credits_id, delta, balance_after, reason, actor_id, idempotency_key, created_at)
  values (
    owner,
    coalesce(new.id, old.id),
    change,
    new_balance,
    case
      when has_lapsed then 'Expired'
      else coalesce(nullif(current_setting('rowcast.credit_reason', true), ''), 'Changed outside the app')
    end,
    case when not has_lapsed then auth.uid() end,
    nullif(current_setting('rowcast.credit_key', true), '')::uuid,
    moment
  );
  return null;
end
$$;

create function private.protect_ledger()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Depth 2 is the trigger on user_credits writing its entry.
  if tg_op = 'INSERT' and pg_trigger_depth() > 1 then
    return new;
  end if;
  -- Only the deletion of the account itself takes its entries away.
  if tg_op = 'DELETE' and not exists (select from public.profiles where profiles.id = old.user_id) then
    return old;
  end if;
  raise exception 'The ledger is written by changes of user_credits only, and is never changed.'
    using errcode = 'PT409';
end
$$;

create function private.refuse_truncate()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'Truncating % would part the ledger from the balances. Delete rows instead.', tg_table_name
    using errcode = 'PT409';
end
$$;

-- Triggers

create trigger record_credit_change
  after insert or update or delete on public.user_credits
  for each row execute function private.record_credit_change();

create trigger protect_ledger
  before insert or update or delete on public.credit_transactions
  for each row execute function private.protect_ledger();

create trigger refuse_truncate
  before truncate on public.credit_transactions
  for each statement execute function private.refuse_truncate();

create trigger refuse_truncate
  before truncate on public.user_credits
  for each statement execute function private.refuse_truncate();

-- Policies

create policy "Creators read their own ledger, admins read all" on public.credit_transactions
  for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()));

-- Grants: nobody writes the ledger, only the trigger does.

revoke all on table private.credit_balances from public, anon, authenticated, service_role;
revoke all on table public.credit_transactions from public, anon, authenticated, service_role;
revoke all on sequence public.credit_transactions_id_seq from public, anon, authenticated, service_role;
grant select on table public.credit_transactions to authenticated, service_role;

revoke all on function private.explain_credits(text, uuid) from public, anon, authenticated, service_role;
revoke all on function private.record_credit_change() from public, anon, authenticated, service_role;
revoke all on function private.protect_ledger() from public, anon, authenticated, service_role;
revoke all on function private.refuse_truncate() from public, anon, authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.credit_transactions;
