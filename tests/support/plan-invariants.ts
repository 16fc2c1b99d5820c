import { type Database, rowsOf } from './database.ts'

/** Each broken promise of one snapshot, in words: history replays to the row, versions have no gap, investments follow. */
export async function planViolations(db: Database, planIds: string[]): Promise<string[]> {
  const rows = await rowsOf<{ violation: string }>(
    db,
    `with
     history as (
       select *,
         lag(after) over plan as previous_after,
         row_number() over plan as expected_version,
         row_number() over (partition by plan_id order by id desc) = 1 as is_last
       from plan_changes where plan_id = any ($1)
       window plan as (partition by plan_id order by id)
     )
     select format('plan %s: change %s has version %s', plan_id, expected_version, version) as violation
     from history where version <> expected_version
     union all
     select format('plan %s: version %s begins at %s, the one before ended at %s', plan_id, version, before, previous_after)
     from history where before is distinct from previous_after
     union all
     select format('plan %s: version %s changes nothing', plan_id, version)
     from history where op = 'UPDATE' and before = after
     union all
     select format('plan %s: history ends at %s %s, the row is at %s %s', h.plan_id, h.version, h.after, p.version, p.fields)
     from history as h
     left join (select id, version, private.plan_fields(plans) as fields from plans) as p on p.id = h.plan_id
     where h.is_last and (h.after is distinct from p.fields or p.version <> h.version)
     union all
     select format('plan %s has no history', p.id)
     from plans as p where p.id = any ($1) and not exists (select from history as h where h.plan_id = p.id)
     union all
     select format('investment %s: %s %% in %s days, its plan: %s %% in %s days', u.id, u.roi_percent, u.duration_days,
       p.roi_percent, p.duration_days)
     from user_plans as u join plans as p on p.id = u.plan_id
     where p.id = any ($1) and u.status = 'active' and u.ends_at > now()
       and ((u.roi_percent, u.duration_days, u.plan_name) <> (p.roi_percent, p.duration_days, p.name)
         or u.ends_at <> u.started_at + make_interval(days => u.duration_days))
     union all
     select format('investment %s is active without a plan', u.id)
     from user_plans as u where u.plan_id is null and u.status = 'active'`,
    [planIds],
  )
  return rows.map((row) => row.violation)
}
