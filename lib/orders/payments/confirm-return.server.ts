import 'server-only'
import { AppError } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import type { PaymentReturn } from './gateway'
import { requireGateway } from './gateways.server'
import { newsOf, recordPayment } from './record.server'

/** `pending`: the gateway has not settled it yet, and will say so by its message. */
export type Confirmed = { paymentStatus: 'paid' | 'failed' | 'refunded' | 'pending' }

/**
 * Believes a browser that came back from the gateway: the signature must fit the gateway's order that is *stored* with
 * ours, not the one that the browser names, and the gateway itself is asked for the amount. `db` is the service role's.
 * @throws AppError
 */
export async function confirmReturn(db: Db, orderId: string, returned: PaymentReturn): Promise<Confirmed> {
  const { kind, gateway } = requireGateway()
  const gatewayOrderId = await storedGatewayOrder(db, orderId)
  const paymentId = returned.razorpay_payment_id
  const signed = { gatewayOrderId, paymentId, signature: returned.razorpay_signature }
  if (!gateway.isReturn(signed)) throw notConfirmed()
  const payment = await gateway.fetchPayment(paymentId, gatewayOrderId)
  if (payment === null) throw notConfirmed()
  const news = newsOf(payment, 'return')
  if (news === null) return { paymentStatus: 'pending' }
  const { outcome } = await recordPayment(db, kind, `return ${paymentId} ${news.status}`, news)
  if (outcome === 'wrong_amount' || outcome === 'unknown_order') throw notConfirmed()
  return { paymentStatus: news.status }
}

async function storedGatewayOrder(db: Db, orderId: string): Promise<string> {
  const { data, error } = await db.from('orders').select('razorpay_order_id').eq('id', orderId).maybeSingle()
  if (error) throw toAppError(error)
  if (!data?.razorpay_order_id) throw notConfirmed()
  return data.razorpay_order_id
}

/** One sentence for all of it: a stranger learns nothing of what exists. */
function notConfirmed(): AppError {
  return new AppError('invalid_input', 'This payment could not be confirmed.')
}
