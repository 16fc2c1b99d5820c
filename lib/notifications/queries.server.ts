import 'server-only'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import type { Cursor } from './inputs'
import { type Inbox, inboxRow } from './schema'

/** Notifications on a page of the inbox. The bell reads a page with each event, so it stays small. */
const PAGE_SIZE = 20

/** The page of the caller's inbox that follows `before`, or the newest. @throws AppError */
export async function readInbox(db: Db, before: Cursor | null): Promise<WithAsOf<Inbox>> {
  const { data, error } = await db.rpc('get_notifications', {
    page_limit: PAGE_SIZE,
    ...(before && { before_created_at: before.createdAt, before_id: before.id }),
  })
  if (error) throw toAppError(error)
  const { notifications, has_more, unread, as_of } = inboxRow.parse(data)
  return withAsOf({ notifications, hasMore: has_more, unread }, as_of)
}
