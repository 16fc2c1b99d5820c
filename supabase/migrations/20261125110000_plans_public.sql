-- Plans on offer are public: visitors read the same catalog as everyone, and it says nothing of who asks.

-- Functions

-- What the caller follows moves to get_user_plans, so that one answer serves all who look.
drop function public.get_plan_catalog();

create function public.get_plan_catalog(plan_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'plans', coalesce((
      select jsonb_agg(
        private.plan_fields(p) || jsonb_build_object(
          'id', p.id, 'version', p.version, 'created_at', p.created_at, 'updated_at', p.updated_at
        )
        order by lower(p.name)
      )
      from public.plans as p
      where p.is_active and (get_plan_catalog.plan_id is null or p.id = get_plan_catalog.plan_id)
    ), '[]'),
    'as_of', public.read_as_of()
  );
end
$$;

comment on function public.get_plan_catalog(uuid) is
  'The plans on offer by name, or the one asked for. The same for everyone, visitors and admins too.';

create function public.get_plan_feed(plan_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  sees_all constant boolean := private.is_admin();
begin
  return jsonb_build_object(
    'plans', coalesce((
      select jsonb_agg(
        private.plan_fields(p) || jsonb_build_object(
          'id', p.id, 'version', p.version, 'created_at', p.created_at, 'updated_at', p.updated_at,
          'admin_email', case when sees_all then (
            select c.actor_email from public.plan_changes as c where c.plan_id = p.id and c.version = p.version
          ) end
        )
        order by lower(p.name)
      )
      from public.plans as p
      where (p.is_active or sees_all) and (get_plan_feed.plan_id is null or p.id = get_plan_feed.plan_id)
    ), '[]'),
    'gone', case when sees_all then private.deleted_plans(get_plan_feed.plan_id)
      else private.departed_plans(get_plan_feed.plan_id) end,
    'as_of', public.read_as_of()
  );
end
$$;

comment on function public.get_plan_feed(uuid) is
  'Every plan that the caller may see and those that went last; who changed them is told to admins only.';

create function private.deleted_plans(plan_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(
    jsonb_build_object('plan_id', gone.plan_id, 'at', gone.changed_at, 'admin_email', gone.actor_email)
    order by gone.id desc
  ), '[]')
  from (
    select c.id, c.plan_id, c.changed_at, c.actor_email
    from public.plan_changes as c
    where c.op = 'DELETE' and (deleted_plans.plan_id is null or c.plan_id = deleted_plans.plan_id)
    order by c.id desc
    limit 50
  ) as gone
$$;

create function private.departed_plans(plan_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(
    jsonb_build_object('plan_id', gone.plan_id, 'at', gone.left_at, 'admin_email', null)
    order by gone.left_at desc
  ), '[]')
  from (
    select d.plan_id, d.left_at
    from public.plan_departures as d
    where departed_plans.plan_id is null or d.plan_id = departed_plans.plan_id
    order by d.left_at desc
    limit 50
  ) as gone
$$;

create or replace function public.get_user_plans()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  caller constant uuid := auth.uid();
begin
  if caller is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  return (
    with own as (
      select u.*, private.describe_user_plan(u) as shown from public.user_plans as u where u.user_id = caller
    )
    select jsonb_build_object(
      'user_plans', coalesce(jsonb_agg(shown order by status <> 'active', started_at desc, id), '[]'),
      'followed', coalesce((
        select jsonb_agg(f.plan_id order by f.plan_id)
        from public.plan_followers as f
        where f.user_id = caller and f.unfollowed_at is null
      ), '[]'),
      'next_end_at', min(ends_at) filter (where status = 'active' and ends_at > statement_timestamp()),
      'has_lapsed', bool_or(status = 'active' and ends_at <= statement_timestamp()) is true,
      'as_of', public.read_as_of()
    )
    from own
  );
end
$$;

comment on function public.get_user_plans() is 'What the caller has invested, the active first, and follows.';

-- Grants: both functions themselves choose what the caller may see.

revoke all on function private.deleted_plans(uuid) from public, anon, authenticated, service_role;
revoke all on function private.departed_plans(uuid) from public, anon, authenticated, service_role;
revoke all on function public.get_plan_catalog(uuid) from public, anon, authenticated, service_role;
revoke all on function public.get_plan_feed(uuid) from public, anon, authenticated, service_role;
grant execute on function public.get_plan_catalog(uuid) to anon, authenticated;
grant execute on function public.get_plan_feed(uuid) to anon, authenticated;
