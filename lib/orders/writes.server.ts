import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import { type DatabaseError, toAppError } from '@/lib/supabase/errors'
import type { placeOrderInput, shareInput, updateTrackingInput } from './inputs'
import { type ShareLink, shareLinkRow } from './page-schema'
import { type Order, orderRow } from './schema'
import { toTrackingColumns, toTrackingFields } from './tracking-columns'

/**
 * Takes the stock and places the order, once for each key. Error `conflict` names by product id in `fields` what is
 * short; `details.reason` is `out_of_stock` or `price_changed` (then `details.total` is the new one).
 * @throws AppError
 */
export async function placeOrder(db: Db, input: z.output<typeof placeOrderInput>): Promise<Order> {
  const { items, shipping, paymentMethod, expectedTotal, idempotencyKey } = input
  const { data, error } = await db.rpc('place_order', {
    items: items.map(({ productId, quantity }) => ({ product_id: productId, quantity })),
    shipping,
    payment_method: paymentMethod,
    idempotency_key: idempotencyKey,
    ...(expectedTotal !== null && { expected_total: expectedTotal }),
  })
  if (error) throw toAppError(error)
  return orderRow.parse(data)
}

/** Cancels an order of the caller. Error `conflict`: it is packed already. @throws AppError */
export async function cancelOrder(db: Db, orderId: string): Promise<Order> {
  const { data, error } = await db.rpc('cancel_order', { order_id: orderId })
  if (error) throw toAppError(error)
  return orderRow.parse(data)
}

/**
 * Changes the named fields of the version that the admin has seen. Error `conflict`: someone else has changed it
 * since (see `trackingConflict`), or the status can't become that.
 * @throws AppError
 */
export async function updateTracking(db: Db, input: z.output<typeof updateTrackingInput>): Promise<Order> {
  const { orderId, version, patch } = input
  const { data, error } = await db.rpc('update_tracking', {
    order_id: orderId,
    version,
    patch: toTrackingColumns(patch),
  })
  if (error) throw trackingRefusal(error)
  return orderRow.parse(data)
}

/** A new link to an order. @throws AppError */
export async function shareOrder(db: Db, { orderId, days }: z.output<typeof shareInput>): Promise<ShareLink> {
  const { data, error } = await db.rpc('share_order', { order_id: orderId, days })
  if (error) throw toAppError(error)
  return shareLinkRow.parse(data)
}

/** Ends all links to an order; how many there were. @throws AppError */
export async function revokeShares(db: Db, orderId: string): Promise<number> {
  const { data, error } = await db.rpc('revoke_order_shares', { order_id: orderId })
  if (error) throw toAppError(error)
  return data
}

/** SQL names columns; a form has fields. */
function trackingRefusal(error: DatabaseError): AppError {
  const { code, message, fields, details, cause } = toAppError(error)
  return new AppError(code, message, {
    cause,
    ...(fields && { fields: toTrackingFields(fields) }),
    ...(details && { details }),
  })
}
