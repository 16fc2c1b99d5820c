import 'server-only'
import type { z } from 'zod'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { readIntake } from './desk-many.server'
import { type OrderAnalytics, type OrderDesk, orderAnalyticsRow, orderDeskRow } from './desk-schema'
import type { analyticsInput, DeskArgs } from './inputs'

/** Orders on a page of the table. */
const PAGE_SIZE = 50

/** A page of all orders, for admins. @throws AppError */
export async function readOrderDesk(db: Db, args: DeskArgs): Promise<WithAsOf<OrderDesk>> {
  const { search, status, payment, sort, page } = args
  const { data, error } = await db.rpc('get_order_desk', {
    search,
    ...(status !== null && { statuses: [status] }),
    ...(payment !== null && { payment }),
    sort,
    page_limit: PAGE_SIZE,
    page_offset: (page - 1) * PAGE_SIZE,
  })
  if (error) throw toAppError(error)
  const { orders, total_count, counts, as_of } = orderDeskRow.parse(data)
  // Read after the page, so that it holds whatever the page holds.
  const intake = await readIntake(db)
  return withAsOf({ orders, totalCount: total_count, counts, pageSize: PAGE_SIZE, intake }, as_of)
}

/** How the shop does, for admins. @throws AppError */
export async function readOrderAnalytics(
  db: Db,
  { days, timeZone }: z.output<typeof analyticsInput>,
): Promise<WithAsOf<OrderAnalytics>> {
  const { data, error } = await db.rpc('get_order_analytics', { days, time_zone: timeZone })
  if (error) throw toAppError(error)
  const { asOf, ...analytics } = orderAnalyticsRow.parse(data)
  return withAsOf(analytics, asOf)
}
