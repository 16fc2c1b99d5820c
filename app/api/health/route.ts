import { dbWithToken } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'

const TIMEOUT_MS = 3_000

/** 200 when Postgres answers through the API, 503 otherwise. Any answer will do: a visitor is refused the rows. */
export async function GET(): Promise<Response> {
  const { error } = await dbWithToken(null)
    .from('profiles')
    .select('id')
    .limit(1)
    .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
  const isReachable = error === null || toAppError(error).code !== 'unavailable'
  return Response.json(
    { status: isReachable ? 'ok' : 'unavailable', database: isReachable },
    { status: isReachable ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
