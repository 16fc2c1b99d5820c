import 'server-only'
import { dbAsService } from '@/lib/supabase/db.admin.server'
import { toAppError } from '@/lib/supabase/errors'
import { noOnlinePayment } from './gateways.server'

/**
 * Notes the gateway's order that was made here for an order of this shopper; the one that holds, because the first one
 * stays. With the secret key: what a shopper could attach would count as paid by any payment of the same amount.
 * @throws AppError
 */
export async function attachGatewayOrder(
  orderId: string,
  shopperId: string,
  gatewayOrderId: string,
): Promise<string> {
  const db = dbAsService()
  if (db === null) throw noOnlinePayment()
  const { data, error } = await db.rpc('attach_payment_order', {
    order_id: orderId,
    shopper_id: shopperId,
    razorpay_order_id: gatewayOrderId,
  })
  if (error) throw toAppError(error)
  return data
}
