import { createHash, timingSafeEqual } from 'node:crypto'
import { problem } from '@/lib/action/problem'
import { serverEnv } from '@/lib/env.server'
import { log } from '@/lib/log.server'
import { reconcilePayments } from '@/lib/orders/payments/reconcile.server'
import { AppError } from '@/lib/result'
import { dbAsService } from '@/lib/supabase/db.admin.server'
import { neutralMessage } from '@/lib/supabase/errors'

/**
 * For a timer that runs once a minute, by `Authorization: Bearer <SUPABASE_SECRET_KEY>`; `?all` for `npm run payments`,
 * which asks about all at once.
 */
export async function POST(request: Request): Promise<Response> {
  const db = dbAsService()
  const key = serverEnv().SUPABASE_SECRET_KEY
  if (db === null || key === undefined) {
    return problem({ code: 'unavailable', message: 'Online payment is not set up here.' })
  }
  if (!isEqual(request.headers.get('authorization') ?? '', `Bearer ${key}`)) {
    return problem({ code: 'unauthenticated', message: 'This needs the secret key.' })
  }
  try {
    return Response.json(await reconcilePayments(db, new URL(request.url).searchParams.has('all')))
  } catch (error) {
    log.error({ err: error }, 'reconciliation failed')
    if (error instanceof AppError) return problem(error)
    return problem({ code: 'internal', message: neutralMessage('internal') })
  }
}

/** In constant time, whatever the lengths. */
function isEqual(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
