import { z } from 'zod'
import type { PaymentStatus } from '../rules'

const amount = z.coerce.number().pipe(z.int().nonnegative())

const payment = z.object({
  id: z.string().min(1).max(100),
  order_id: z.string().nullish(),
  amount,
  currency: z.string(),
  amount_refunded: amount.nullish(),
})

const message = z.object({
  event: z.string(),
  payload: z.object({ payment: z.object({ entity: payment }).optional() }),
})

/** What each message means for an order; others are heard and left alone. */
const MEANING: Record<string, Exclude<PaymentStatus, 'pending'>> = {
  'payment.captured': 'paid',
  'order.paid': 'paid',
  'payment.failed': 'failed',
  'payment.refunded': 'refunded',
  'refund.processed': 'refunded',
}

/** Something that a gateway says of a payment. `amount` is what came, or what went back, in minor units. */
export type PaymentNews = {
  gatewayOrderId: string
  paymentId: string
  status: Exclude<PaymentStatus, 'pending'>
  amount: number
  currency: string
  /** What is kept of the message: nothing about whoever paid. */
  record: { event: string; payment: { id: string; order_id: string; amount: number; currency: string } }
}

/**
 * Reads a webhook message, after its signature was checked. `null`: it is of no concern.
 * @throws SyntaxError or ZodError when it is no such message.
 */
export function readWebhook(rawBody: string): PaymentNews | null {
  const { event, payload } = message.parse(JSON.parse(rawBody))
  const status = MEANING[event]
  const entity = payload.payment?.entity
  if (status === undefined || !entity?.order_id) return null
  const { id, order_id, currency } = entity
  const moved = status === 'refunded' ? (entity.amount_refunded ?? 0) : entity.amount
  return {
    gatewayOrderId: order_id,
    paymentId: id,
    status,
    amount: moved,
    currency,
    record: { event, payment: { id, order_id, amount: moved, currency } },
  }
}
