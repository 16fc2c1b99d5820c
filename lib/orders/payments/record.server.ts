import 'server-only'
import { z } from 'zod'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import type { GatewayPayment } from './gateway'
import type { PaymentNews } from './webhook'

const recorded = z.object({
  is_duplicate: z.boolean(),
  outcome: z.enum(['applied', 'ignored', 'extra_payment', 'wrong_amount', 'unknown_order']),
  order_id: z.uuid().nullable(),
})

/** What became of a piece of news: each counts once. */
export type Recorded = z.infer<typeof recorded>

/** Tells the database what a gateway has said; `db` is the service role's. @throws AppError */
export async function recordPayment(
  db: Db,
  provider: string,
  eventId: string,
  { gatewayOrderId, paymentId, status, amount, currency, record }: PaymentNews,
): Promise<Recorded> {
  const { data, error } = await db.rpc('record_payment', {
    provider,
    event_id: eventId,
    razorpay_order_id: gatewayOrderId,
    razorpay_payment_id: paymentId,
    status,
    amount,
    currency,
    payload: record,
  })
  if (error) throw toAppError(error)
  return recorded.parse(data)
}

/** A payment that the gateway was asked for, as news; null while it has come to nothing yet. */
export function newsOf(payment: GatewayPayment, event: string): PaymentNews | null {
  const status = settledStatus(payment)
  if (status === null) return null
  const { id, gatewayOrderId, currency } = payment
  const amount = status === 'refunded' ? payment.amountRefunded : payment.amount
  return {
    gatewayOrderId,
    paymentId: id,
    status,
    amount,
    currency,
    record: { event, payment: { id, order_id: gatewayOrderId, amount, currency } },
  }
}

function settledStatus({ status }: GatewayPayment): PaymentNews['status'] | null {
  if (status === 'captured') return 'paid'
  if (status === 'refunded' || status === 'failed') return status
  return null
}
