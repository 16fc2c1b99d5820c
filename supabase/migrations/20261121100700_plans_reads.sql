-- What the screens of plans show, each in one read that says as of when it is true.

-- Functions

create function public.get_plan_catalog()
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'plans', coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'id', p.id, 'name', p.name, 'description', p.description, 'roi_percent', p.roi_percent,
          'duration_days', p.duration_days, 'min_amount', p.min_amount, 'max_amount', p.max_amount,
          'currency', p.currency, 'version', p.version, 'created_at', p.created_at, 'updated_at', p.updated_at,
          'is_followed', f.id is not null
        )
        order by lower(p.name)
      )
      from public.plans as p
      left join public.plan_followers as f
        on f.plan_id = p.id and f.user_id = (select auth.uid()) and f.unfollowed_at is null
      -- Policies let admins see more; this is what is on offer.
      where p.is_active
    ), '[]'),
    'as_of', public.read_as_of()
  );
end
$$;

create function public.get_user_plans()
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
      'next_end_at', min(ends_at) filter (where status = 'active' and ends_at > statement_timestamp()),
      'has_lapsed', bool_or(status = 'active' and ends_at <= statement_timestamp()) is true,
      'as_of', public.read_as_of()
    )
    from own
  );
end
$$;

create function public.get_plan_desk()
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
    'as_of', public.read_as_of()
  );
end
$$;

comment on function public.get_plan_desk() is
  'For admins: all plans with what is invested in each, and the 50 deleted last.';

-- Grants

revoke all on function public.get_plan_catalog() from public, anon, authenticated, service_role;
revoke all on function public.get_user_plans() from public, anon, authenticated, service_role;
revoke all on function public.get_plan_desk() from public, anon, authenticated, service_role;
grant execute on function public.get_plan_catalog() to authenticated;
grant execute on function public.get_user_plans() to authenticated;
grant execute on function public.get_plan_desk() to authenticated;
