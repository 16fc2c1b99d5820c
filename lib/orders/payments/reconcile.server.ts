import 'server-only'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { isTimeToAsk, OLDEST_MS } from './asking-plan'
import { requireGateway } from './gateways.server'
import { newsOf, recordPayment } from './record.server'

/** Of one run. */
const MAX_ORDERS = 200

/** What a reconciliation did: orders that were asked about, news that changed something, stock that is free again. */
export type Reconciled = { asked: number; changed: number; released: number }

/**
 * Asks the gateway about orders whose payment is open, cancelled ones too, and then frees the stock of those that were
 * never paid. It finds what no message has told. A timer asks by plan, which spares the gateway; `isThorough` asks about
 * all. `db` is the service role's.
 * @throws AppError
 */
export async function reconcilePayments(db: Db, isThorough: boolean): Promise<Reconciled> {
  const { kind, gateway } = requireGateway()
  const open = await openOrders(db, isThorough)
  let changed = 0
  for (const gatewayOrderId of open) {
    for (const payment of await gateway.paymentsOf(gatewayOrderId)) {
      const news = newsOf(payment, 'reconcile')
      // A failed attempt is told by its message, or is of no interest any more.
      if (news === null || news.status === 'failed') continue
      const event = `reconcile ${payment.id} ${news.status} ${news.amount}`
      const { outcome, is_duplicate } = await recordPayment(db, kind, event, news)
      if (outcome === 'applied' && !is_duplicate) changed += 1
    }
  }
  const { data: released, error } = await db.rpc('release_unpaid_orders')
  if (error) throw toAppError(error)
  return { asked: open.length, changed, released }
}

/** The gateway's ids of the orders to ask about, the newest first. */
async function openOrders(db: Db, isThorough: boolean): Promise<string[]> {
  const now = Date.now()
  const { data, error } = await db
    .from('orders')
    .select('razorpay_order_id, created_at')
    .in('payment_status', ['pending', 'failed'])
    .not('razorpay_order_id', 'is', null)
    .gte('created_at', new Date(now - OLDEST_MS).toISOString())
    .order('created_at', { ascending: false })
  if (error) throw toAppError(error)
  return data
    .filter(({ created_at }) => isThorough || isTimeToAsk(now - Date.parse(created_at)))
    .flatMap(({ razorpay_order_id }) => razorpay_order_id ?? [])
    .slice(0, MAX_ORDERS)
}
