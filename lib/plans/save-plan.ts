import { ok, type Result } from '@/lib/result'
import { savePlan } from './actions'
import type { PlanConflict } from './conflict'
import type { Plan } from './schema'

export type SavedOrConflict =
  | { plan: Plan; conflict?: undefined }
  | { plan?: undefined; conflict: PlanConflict }

/**
 * Saves a patch. That someone else was faster is an outcome, not a failure. What reads it is fetched when it happens:
 * 30 kB that editing a plan does not need.
 */
export async function savePlanOrConflict(
  input: Parameters<typeof savePlan>[0],
): Promise<Result<SavedOrConflict>> {
  const result = await savePlan(input)
  if (result.success) return ok({ plan: result.data })
  if (result.error.code !== 'conflict') return result
  const { planConflict } = await import('./conflict')
  const conflict = planConflict(result.error)
  return conflict === null ? result : ok({ conflict })
}
