import { ok, type Result } from '@/lib/result'
import { updateTracking } from './actions'
import type { Order } from './schema'
import type { TrackingConflict } from './tracking-conflict'

export type SavedOrConflict =
  | { order: Order; conflict?: undefined }
  | { order?: undefined; conflict: TrackingConflict }

/**
 * Saves a patch. That someone else was faster is an outcome, not a failure. What reads it is fetched when it happens:
 * 30 kB that following an order does not need.
 */
export async function saveTrackingOrConflict(
  input: Parameters<typeof updateTracking>[0],
): Promise<Result<SavedOrConflict>> {
  const result = await updateTracking(input)
  if (result.success) return ok({ order: result.data })
  if (result.error.code !== 'conflict') return result
  const { trackingConflict } = await import('./tracking-conflict')
  const conflict = trackingConflict(result.error)
  return conflict === null ? result : ok({ conflict })
}
