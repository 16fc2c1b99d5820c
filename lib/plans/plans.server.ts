import 'server-only'
import { AppError } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import { readPlanFeed } from './queries.server'
import type { Plan } from './schema'

/** A plan that changes this often while one write is on its way is being fought over. */
const TRIES = 3

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

/** Runs `write` on the version that was seen; on `any`, on the one that is there. @throws AppError */
export async function atVersion<T>(
  db: Db,
  planId: string,
  seen: number | 'any',
  write: (version: number) => Promise<T>,
): Promise<T> {
  if (seen !== 'any') return write(seen)
  for (let tried = 1; ; tried += 1) {
    const { version } = await requirePlan(db, planId)
    try {
      return await write(version)
    } catch (error) {
      const isOvertaken =
        error instanceof AppError && error.code === 'conflict' && 'version' in (error.details ?? {})
      if (!isOvertaken || tried === TRIES) throw error
    }
  }
}
