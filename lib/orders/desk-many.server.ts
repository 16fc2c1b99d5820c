import 'server-only'
import type { z } from 'zod'
import { AppError, type ErrorInfo } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import type { ExportArgs, orderStatusesInput } from './desk-inputs'
import { arrivalRows, type Intake } from './desk-schema'
import { type ExportRow, exportRows } from './export-schema'
import { updateTracking } from './writes.server'

/** Takes each order a step further, one after the other: why it was refused, or null. @throws AppError */
export async function setOrderStatuses(
  db: Db,
  { status, orders }: z.output<typeof orderStatusesInput>,
): Promise<(ErrorInfo | null)[]> {
  const outcomes: (ErrorInfo | null)[] = []
  for (const { id, version } of orders) {
    outcomes.push(await refusalOf(updateTracking(db, { orderId: id, version, patch: { status } })))
  }
  return outcomes
}

/** A page of orders for a file, newest first; an empty one is the end. @throws AppError */
export async function readOrdersForExport(db: Db, args: ExportArgs): Promise<ExportRow[]> {
  const { search, status, payment, after } = args
  const { data, error } = await db.rpc('export_orders', {
    search,
    ...(status !== null && { statuses: [status] }),
    ...(payment !== null && { payment }),
    ...(after !== null && { before_created_at: after.createdAt, before_id: after.id }),
  })
  if (error) throw toAppError(error)
  return exportRows.parse(data)
}

/** How many orders there are, whatever is filtered, and the one that came last. @throws AppError */
export async function readIntake(db: Db): Promise<Intake> {
  const { data, count, error } = await db
    .from('orders')
    .select('id, order_number, total, currency, ship_name', { count: 'exact' })
    .order('created_at', { ascending: false })
    .limit(1)
  if (error) throw toAppError(error)
  const [latest] = arrivalRows.parse(data)
  return { orderCount: count ?? 0, latest: latest ?? null }
}

/** What is refused is a value here, because others are done; a server that does not answer ends it all. */
async function refusalOf(write: Promise<unknown>): Promise<ErrorInfo | null> {
  try {
    await write
    return null
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    const { code, message, details } = error
    return { code, message, ...(details && { details }) }
  }
}
