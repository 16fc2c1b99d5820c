'use client'

import { useRef, useState } from 'react'
import { attempt as send } from '@/lib/action/attempt'
import { createIntents } from '@/lib/action/intent'
import { type ErrorInfo, fail, type Result } from '@/lib/result'
import { getOrderByKey, placeOrder } from './actions'
import type { CheckedCart } from './cart'
import { digestOf, nextAttempt } from './checkout-attempt'
import type { PaymentMethod } from './rules'
import { useCartStore } from './use-cart-store'

export type ShippingValues = Record<'name' | 'phone' | 'address' | 'city' | 'postcode', string>

export type Checkout = {
  /** The id of the order, or null when there is none (then `error` says why, unless one is on its way already). */
  place: (cart: CheckedCart, shipping: ShippingValues, paymentMethod: PaymentMethod) => Promise<string | null>
  isPlacing: boolean
  error: ErrorInfo | null
}

/** The server may have placed it all the same: only the next try, with the same key, can tell. */
const UNANSWERED = ['unavailable', 'internal', 'rate_limited']

/** Places what is in the cart, once: over a second press, a lost answer, a reload and a second tab. */
export function useCheckout(): Checkout {
  const [isPlacing, setIsPlacing] = useState(false)
  const [error, setError] = useState<ErrorInfo | null>(null)
  const isBusy = useRef(false)

  async function place(cart: CheckedCart, shipping: ShippingValues, paymentMethod: PaymentMethod) {
    if (isBusy.current) return null
    isBusy.current = true
    setIsPlacing(true)
    setError(null)
    const result = await placeOnce(cart, shipping, paymentMethod)
    isBusy.current = false
    setIsPlacing(false)
    setError(result.error ?? null)
    return result.success ? result.data : null
  }

  return { place, isPlacing, error }
}

async function placeOnce(
  cart: CheckedCart,
  shippingAsTyped: ShippingValues,
  paymentMethod: PaymentMethod,
): Promise<Result<string>> {
  const shipping = await parseShipping(shippingAsTyped)
  if (!shipping.success) return shipping
  const items = cart.lines.map(({ productId, quantity }) => ({ productId, quantity }))
  const order = { items, shipping: shipping.data, paymentMethod, expectedTotal: cart.subtotal }

  const { attempt: earlier, setAttempt, empty } = useCartStore.getState()
  const { attempt, unanswered } = nextAttempt(earlier, digestOf(order), () => createIntents().keyFor(order))
  const placedBefore = unanswered ? await send(() => getOrderByKey({ idempotencyKey: unanswered.key })) : null
  if (placedBefore?.error) return placedBefore
  if (placedBefore?.data) {
    empty()
    return { success: true, data: placedBefore.data.id }
  }

  setAttempt(attempt)
  const result = await send(() => placeOrder({ ...order, idempotencyKey: attempt.key }))
  if (result.success) empty()
  else if (!UNANSWERED.includes(result.error.code)) setAttempt(null)
  return result.success ? { success: true, data: result.data.id } : result
}

/** The schema of the server, fetched when it is needed: 25 kB that reading a shop does not. */
async function parseShipping(values: ShippingValues): Promise<Result<ShippingValues>> {
  const { shippingInput } = await import('./inputs')
  const parsed = shippingInput.safeParse(values)
  if (parsed.success) return { success: true, data: parsed.data }
  const fields: Record<string, string[]> = {}
  // One thing at a time: what is empty need not hear that it is too short, too.
  for (const { path, message } of parsed.error.issues) fields[path.join('.')] ??= [message]
  return fail('invalid_input', 'Some of what you entered is not valid.', fields)
}
