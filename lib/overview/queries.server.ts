import 'server-only'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { type Overview, overviewRow } from './schema'

const FEED_LENGTH = 15

/** What is happening in all systems, and how much there is of everything. @throws AppError */
export async function readOverview(db: Db): Promise<WithAsOf<Overview>> {
  const { data, error } = await db.rpc('get_admin_overview', { feed_limit: FEED_LENGTH })
  if (error) throw toAppError(error)
  const { as_of, ...overview } = overviewRow.parse(data)
  return withAsOf(overview, as_of)
}
