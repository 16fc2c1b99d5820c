-- What administrators hear of investments: one row a plan, touched when what is invested in it changes, and not when
-- its investments take new terms (decision 0331).

-- Table

create table public.plan_holdings (
  plan_id uuid primary key references public.plans (id) on delete cascade,
  changed_at timestamptz not null default now()
);

insert into public.plan_holdings (plan_id) select p.id from public.plans as p;

alter table public.plan_holdings enable row level security;

-- Functions

create function private.add_plan_holding()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.plan_holdings (plan_id) values (new.id);
  return null;
end
$$;

create function private.touch_plan_holdings(plan_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- In id order, whoever writes: two writers then never wait for each other in a circle.
  perform from public.plan_holdings as h
  where h.plan_id = any(touch_plan_holdings.plan_ids)
  order by h.plan_id
  for no key update;
  update public.plan_holdings as h set changed_at = clock_timestamp()
  where h.plan_id = any(touch_plan_holdings.plan_ids);
end
$$;

create function private.hold_more()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.touch_plan_holdings((select array_agg(distinct n.plan_id) from made as n));
  return null;
end
$$;

create function private.hold_less()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.touch_plan_holdings((select array_agg(distinct o.plan_id) from gone as o));
  return null;
end
$$;

create function private.hold_otherwise()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  plan_ids uuid[];
begin
  -- What counts as invested, before and after; what is on one side only has changed. New terms that end an
  -- investment at once count, too. Grouped rather than joined: a plan that is kept knows nothing of ten thousand rows.
  select array_agg(distinct changed.plan_id) into plan_ids
  from (
    select side.plan_id
    from (
      select o.id, o.plan_id, case when o.status = 'active' and o.ends_at > now() then o.amount end as held
      from earlier as o
      union all
      select n.id, n.plan_id, case when n.status = 'active' and n.ends_at > now() then n.amount end
      from later as n
    ) as side
    group by side.id, side.plan_id, side.held
    having count(*) = 1
  ) as changed;
  if plan_ids is not null then
    perform private.touch_plan_holdings(plan_ids);
  end if;
  return null;
end
$$;

create or replace function public.get_plan_desk()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_admin();
  return jsonb_build_object(
    'plans', coalesce((
      select jsonb_agg(
        to_jsonb(p) || jsonb_build_object(
          'updated_by_name', actor.display_name,
          'active_investments', coalesce(held.investments, 0),
          'active_amount', coalesce(held.amount, 0)
        )
        order by lower(p.name)
      )
      from public.plans as p
      left join public.profiles as actor on actor.id = p.updated_by
      left join (
        select u.plan_id, count(*) as investments, sum(u.amount) as amount
        from public.user_plans as u
        where u.status = 'active' and u.ends_at > statement_timestamp()
        group by u.plan_id
      ) as held on held.plan_id = p.id
    ), '[]'),
    'deleted', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'plan_id', gone.plan_id, 'name', gone.before ->> 'name', 'version', gone.version,
          'actor_email', gone.actor_email, 'changed_at', gone.changed_at
        )
        order by gone.id desc
      )
      from (
        select c.*
        from public.plan_changes as c
        where c.op = 'DELETE'
          and not exists (
            select from public.plan_changes as later where later.plan_id = c.plan_id and later.version > c.version
          )
        order by c.id desc
        limit 50
      ) as gone
    ), '[]'),
    'next_end_at', (
      select min(u.ends_at) from public.user_plans as u
      where u.status = 'active' and u.ends_at > statement_timestamp()
    ),
    'as_of', public.read_as_of()
  );
end
$$;

-- Triggers

create trigger add_plan_holding
  after insert on public.plans
  for each row execute function private.add_plan_holding();

create trigger hold_more
  after insert on public.user_plans
  referencing new table as made
  for each statement execute function private.hold_more();

create trigger hold_otherwise
  after update on public.user_plans
  referencing old table as earlier new table as later
  for each statement execute function private.hold_otherwise();

create trigger hold_less
  after delete on public.user_plans
  referencing old table as gone
  for each statement execute function private.hold_less();

-- Policies

create policy "Admins hear when what is invested changes" on public.plan_holdings
  for select to authenticated
  using ((select private.is_admin()));

-- Grants

revoke all on table public.plan_holdings from public, anon, authenticated, service_role;
grant select on table public.plan_holdings to authenticated, service_role;

revoke all on function private.add_plan_holding() from public, anon, authenticated, service_role;
revoke all on function private.touch_plan_holdings(uuid[]) from public, anon, authenticated, service_role;
revoke all on function private.hold_more() from public, anon, authenticated, service_role;
revoke all on function private.hold_less() from public, anon, authenticated, service_role;
revoke all on function private.hold_otherwise() from public, anon, authenticated, service_role;

-- Publication

alter publication supabase_realtime add table public.plan_holdings;
