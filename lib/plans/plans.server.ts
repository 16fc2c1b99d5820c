import 'server-only'
import { AppError } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import { readPlanFeed } from './queries.server'
import type { Plan } from './schema'

/** The plans that the caller may see, by name: those on offer, for admins all. @throws AppError */
export async function readPlans(db: Db): Promise<Plan[]> {
  const { data } = await readPlanFeed(db, null)
  return data.plans.map(({ plan }) => plan)
}

/** One of them; null when there is none that the caller may see. @throws AppError */
export async function readPlan(db: Db, planId: string): Promise<Plan | null> {
  const { data } = await readPlanFeed(db, planId)
  return data.plans[0]?.plan ?? null
}

/** @throws AppError `not_found` */
export async function requirePlan(db: Db, planId: string): Promise<Plan> {
  const plan = await readPlan(db, planId)
  if (plan === null) throw new AppError('not_found', 'There is no such plan.')
  return plan
}
