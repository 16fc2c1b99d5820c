import 'server-only'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import {
  changeRows,
  deskRow,
  impactRow,
  type PlanChange,
  type PlanDesk,
  type PlanHistory,
  type PlanImpact,
} from './desk-schema'

const CHANGE_COLUMNS =
  'id, plan_id, op, version, actor_id, actor_email, before, after, restored_version, changed_at'

/** Entries in a page of a plan's history. */
const HISTORY_PAGE = 50

/** Changes to look back on for telling of new ones. */
const RECENT_CHANGES = 20

/** All plans with what is invested in each, for admins. @throws AppError */
export async function readPlanDesk(db: Db): Promise<WithAsOf<PlanDesk>> {
  const { data, error } = await db.rpc('get_plan_desk')
  if (error) throw toAppError(error)
  const { as_of, ...desk } = deskRow.parse(data)
  return withAsOf(desk, as_of)
}

/** What a change of the plan's terms reaches, and its deletion cancels. For admins. @throws AppError */
export async function readPlanImpact(db: Db, planId: string): Promise<WithAsOf<PlanImpact>> {
  const { data, error } = await db.rpc('get_plan_impact', { plan_id: planId })
  if (error) throw toAppError(error)
  return withAsOf(impactRow.parse(data), asOfIn(data))
}

/** A page of a plan's history, newest first, older than version `beforeVersion` when given. @throws AppError */
export async function readPlanHistory(db: Db, planId: string, beforeVersion?: number): Promise<PlanHistory> {
  const newest = db.from('plan_changes').select(CHANGE_COLUMNS).eq('plan_id', planId)
  const { data, error } = await (beforeVersion === undefined ? newest : newest.lt('version', beforeVersion))
    .order('version', { ascending: false })
    .limit(HISTORY_PAGE + 1)
  if (error) throw toAppError(error)
  return { changes: changeRows.parse(data.slice(0, HISTORY_PAGE)), hasMore: data.length > HISTORY_PAGE }
}

/** The latest changes of all plans, newest first; what is new among them is told by id, not by order. @throws AppError */
export async function readRecentChanges(db: Db): Promise<PlanChange[]> {
  const { data, error } = await db
    .from('plan_changes')
    .select(CHANGE_COLUMNS)
    .order('id', { ascending: false })
    .limit(RECENT_CHANGES)
  if (error) throw toAppError(error)
  return changeRows.parse(data)
}

function asOfIn(data: unknown): string | null {
  const asOf = typeof data === 'object' && data !== null ? Reflect.get(data, 'as_of') : null
  return typeof asOf === 'string' ? asOf : null
}
