import 'server-only'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import { LIVE_TABLES } from '@/lib/realtime/live-tables'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { healthRow, type LiveHealth } from './schema'

/** @throws AppError */
export async function readLiveHealth(db: Db): Promise<WithAsOf<LiveHealth>> {
  const { data, error } = await db.rpc('get_live_health', { tables: [...LIVE_TABLES] })
  if (error) throw toAppError(error)
  const { tables, as_of } = healthRow.parse(data)
  return withAsOf({ tables }, as_of)
}
