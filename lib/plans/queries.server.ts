import 'server-only'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import { publicRead } from '@/lib/action/public-read.server'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { feedRow, type PlanFeed } from './feed-schema'
import { catalogRow, type Plan, type Portfolio, userPlansRow } from './schema'

/** The plans on offer by name, or the one of them that is asked for. @throws AppError */
async function readPlanCatalog(db: Db, planId: string | null): Promise<WithAsOf<Plan[]>> {
  const { data, error } = await db.rpc('get_plan_catalog', planId === null ? {} : { plan_id: planId })
  if (error) throw toAppError(error)
  const { plans, as_of } = catalogRow.parse(data)
  return withAsOf(plans, as_of)
}

/** The same, read once for all who look. @throws AppError */
export const readPublicCatalog = publicRead('plans.catalog', readPlanCatalog)

/** Whether the plan was on offer and was then withdrawn or deleted. @throws AppError */
export async function hasDeparted(db: Db, planId: string): Promise<boolean> {
  const { data, error } = await db
    .from('plan_departures')
    .select('plan_id')
    .eq('plan_id', planId)
    .maybeSingle()
  if (error) throw toAppError(error)
  return data !== null
}

/** What the caller has invested and follows. Investments that have reached their end are marked first. @throws AppError */
export async function readPortfolio(db: Db): Promise<WithAsOf<Portfolio>> {
  const row = await userPlansOf(db)
  if (!row.has_lapsed) return toPortfolio(row)
  const { error } = await db.rpc('complete_user_plans')
  if (error) throw toAppError(error)
  return toPortfolio(await userPlansOf(db))
}

/** All that the caller may know of plans and of changes to them; e-mail addresses for admins only. @throws AppError */
export async function readPlanFeed(db: Db, planId: string | null): Promise<WithAsOf<PlanFeed>> {
  const { data, error } = await db.rpc('get_plan_feed', planId === null ? {} : { plan_id: planId })
  if (error) throw toAppError(error)
  const { plans, gone, as_of } = feedRow.parse(data)
  return withAsOf({ plans, gone }, as_of)
}

async function userPlansOf(db: Db) {
  const { data, error } = await db.rpc('get_user_plans')
  if (error) throw toAppError(error)
  return userPlansRow.parse(data)
}

function toPortfolio(row: Awaited<ReturnType<typeof userPlansOf>>): WithAsOf<Portfolio> {
  const { user_plans, followed, next_end_at, as_of } = row
  return withAsOf({ userPlans: user_plans, followed, nextEndAt: next_end_at }, as_of)
}
