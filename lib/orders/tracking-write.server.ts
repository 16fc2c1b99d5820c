import 'server-only'
import { AppError } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import type { TrackingPatch } from './inputs'
import { readOrder } from './queries.server'
import type { Order } from './schema'
import { updateTracking } from './writes.server'

/** An order that changes this often while one write is on its way is being fought over. */
const TRIES = 3

/** Changes the version that was seen; on `any`, the one that is there. @throws AppError */
export async function updateTrackingAt(
  db: Db,
  orderId: string,
  seen: number | 'any',
  patch: TrackingPatch,
): Promise<Order> {
  if (seen !== 'any') return updateTracking(db, { orderId, version: seen, patch })
  for (let tried = 1; ; tried += 1) {
    const { version } = (await readOrder(db, orderId)).data.order
    try {
      return await updateTracking(db, { orderId, version, patch })
    } catch (error) {
      const isOvertaken =
        error instanceof AppError && error.code === 'conflict' && 'version' in (error.details ?? {})
      if (!isOvertaken || tried === TRIES) throw error
    }
  }
}
