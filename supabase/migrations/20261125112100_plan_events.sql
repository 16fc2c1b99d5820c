-- The history of plans in the order in which it becomes visible, for readers that go away and come back.

-- Table

-- The ids of plan_changes are given when a change is made, and one made earlier can commit later. These are given at
-- the commit: see decision 0421.
create table private.plan_change_order (
  id bigint generated always as identity primary key,
  change_id bigint not null,
  constraint plan_change_order_once unique (change_id),
  constraint plan_change_order_of_change foreign key (change_id) references public.plan_changes (id)
);

insert into private.plan_change_order (change_id)
select c.id from public.plan_changes as c order by c.id;

-- Functions

create function private.order_plan_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Held to the end of the transaction, which is next: whoever else commits a change waits for that, and comes after.
  perform pg_advisory_xact_lock('private.plan_change_order'::regclass::oid::bigint);
  insert into private.plan_change_order (change_id) values (new.id);
  return null;
end
$$;

create function private.plan_as_of(plan_id uuid, version integer, fields jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select plan_as_of.fields || jsonb_build_object(
    'id', plan_as_of.plan_id,
    'version', plan_as_of.version,
    'created_at', min(c.changed_at),
    'updated_at', max(c.changed_at) filter (where c.version = plan_as_of.version)
  )
  from public.plan_changes as c
  where c.plan_id = plan_as_of.plan_id
$$;

create function public.get_plan_events(
  after bigint default null,
  plan_id uuid default null,
  page_limit integer default 100
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  sees_all constant boolean := private.is_admin();
  page_size constant integer := least(greatest(coalesce(page_limit, 100), 1), 500);
begin
  return (
    with page as materialized (
      select
        o.id, c.plan_id, c.version, c.before, c.after, c.actor_email, c.changed_at,
        -- For whom a plan that is not on offer does not exist, it comes and goes with the offer.
        c.before is not null and (sees_all or (c.before ->> 'is_active')::boolean) as was_there,
        c.after is not null and (sees_all or (c.after ->> 'is_active')::boolean) as is_there
      from private.plan_change_order as o
      join public.plan_changes as c on c.id = o.change_id
      where o.id > get_plan_events.after
        and (get_plan_events.plan_id is null or c.plan_id = get_plan_events.plan_id)
        and (sees_all or c.before @> '{"is_active": true}' or c.after @> '{"is_active": true}')
      order by o.id
      limit page_size + 1
    ),
    shown as (select * from page order by id limit page_size)
    select jsonb_build_object(
      'events', coalesce((
        select jsonb_agg(
          jsonb_build_object(
            'id', s.id,
            'type', case when not s.was_there then 'CREATE' when s.is_there then 'UPDATE' else 'DELETE' end,
            'plan', case
              when s.is_there then private.plan_as_of(s.plan_id, s.version, s.after)
              else private.plan_as_of(s.plan_id, s.version - 1, s.before)
            end,
            'at', s.changed_at,
            'admin_email', case when sees_all then s.actor_email end
          )
          order by s.id
        )
        from shown as s
      ), '[]'),
      'has_more', (select count(*) from page) > page_size,
      'for_admin', sees_all,
      'latest', (select coalesce(max(o.id), 0) from private.plan_change_order as o)
    )
  );
end
$$;

comment on function public.get_plan_events(bigint, uuid, integer) is
  'What happened to plans after event `after`, as the caller may see it, oldest first; without `after` only the latest id.';

-- Triggers

create constraint trigger order_plan_change
  after insert on public.plan_changes
  deferrable initially deferred
  for each row execute function private.order_plan_change();

-- Grants: the function itself chooses what the caller may see.

alter table private.plan_change_order enable row level security;
revoke all on table private.plan_change_order from public, anon, authenticated, service_role;
revoke all on sequence private.plan_change_order_id_seq from public, anon, authenticated, service_role;
revoke all on function private.order_plan_change() from public, anon, authenticated, service_role;
revoke all on function private.plan_as_of(uuid, integer, jsonb) from public, anon, authenticated, service_role;
revoke all on function public.get_plan_events(bigint, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.get_plan_events(bigint, uuid, integer) to anon, authenticated;
