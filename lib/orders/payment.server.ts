import 'server-only'
import { after } from 'next/server'
import type { z } from 'zod'
import { serverEnv } from '@/lib/env.server'
import { log } from '@/lib/log.server'
import { AppError } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import type { testPaymentInput } from './inputs'
import { attachGatewayOrder } from './payments/attach.server'
import type { PaymentReturn } from './payments/gateway'
import { chosenGateway, requireGateway } from './payments/gateways.server'
import type { TestGateway } from './payments/test-gateway.server'
import { readOrder } from './queries.server'
import { canPay } from './rules'
import type { Order } from './schema'

const WEBHOOK_PATH = '/api/webhooks/razorpay'

/** Who takes online payments here; null: nobody, only cash on delivery. */
export function onlinePayment(): 'razorpay' | 'test' | null {
  return chosenGateway()?.kind ?? null
}

/** What a browser pays an order with. `amount` is in minor units. */
export type PaymentStart = {
  provider: 'razorpay' | 'test'
  keyId: string
  gatewayOrderId: string
  amount: number
  currency: string
  orderNumber: string
  payer: { name: string; phone: string }
  /** Where the browser posts what it brings back from the gateway, as JSON or as a form. */
  returnPath: string
}

/**
 * Makes the gateway's order for an order of the caller, `shopperId`, once; a second tab pays the same.
 * @throws AppError
 */
export async function startPayment(db: Db, shopperId: string, orderId: string): Promise<PaymentStart> {
  const { gateway } = requireGateway()
  const order = await payableOrder(db, shopperId, orderId)
  const gatewayOrderId = order.razorpayOrderId ?? (await attachOrder(shopperId, order))
  if (gatewayOrderId.startsWith('order_test_') !== (gateway.provider === 'test')) {
    throw new AppError('conflict', 'Payments go another way here now. Cancel this order and place it again.')
  }
  return {
    provider: gateway.provider,
    keyId: gateway.keyId,
    gatewayOrderId,
    amount: order.total,
    currency: order.currency,
    orderNumber: order.orderNumber,
    payer: { name: order.shipName, phone: order.shipPhone },
    returnPath: `${WEBHOOK_PATH}/return?order=${order.id}`,
  }
}

/**
 * Plays the bank: what it returns goes through the same check as a real return, and the gateway's message through the
 * same webhook. Null when the browser brings nothing back. Error `forbidden` where payments are real.
 * @throws AppError
 */
export async function payWithTestGateway(
  db: Db,
  shopperId: string,
  { orderId, outcome }: z.output<typeof testPaymentInput>,
): Promise<PaymentReturn | null> {
  const { kind, gateway } = requireGateway()
  if (kind !== 'test') throw new AppError('forbidden', 'Payments are real here.')
  const { razorpayOrderId } = await payableOrder(db, shopperId, orderId)
  if (razorpayOrderId === null) throw new AppError('conflict', 'The payment has not been started yet.')
  const made = gateway.pay(razorpayOrderId, outcome === 'failed' ? 'failed' : 'captured')
  if (outcome === 'paid') {
    after(() => tellShop(gateway, made).catch((error) => log.warn({ err: error }, 'test webhook failed')))
    return made
  }
  await tellShop(gateway, made)
  return null
}

async function payableOrder(db: Db, shopperId: string, orderId: string): Promise<Order> {
  const { order } = (await readOrder(db, orderId)).data
  // Admins may read it, and still nobody pays for someone else.
  if (order.userId !== shopperId) throw new AppError('not_found', 'There is no such order.')
  if (canPay(order)) return order
  throw new AppError('conflict', 'This order is paid already, or cannot be paid any more.')
}

async function attachOrder(shopperId: string, { id, total, currency, orderNumber }: Order): Promise<string> {
  const { gateway } = requireGateway()
  const made = await gateway.createOrder({ amount: total, currency, receipt: orderNumber })
  return attachGatewayOrder(id, shopperId, made.id)
}

/** The gateway's message, by the same way as a real one. */
async function tellShop(gateway: TestGateway, made: PaymentReturn): Promise<void> {
  const payment = await gateway.fetchPayment(made.razorpay_payment_id, made.razorpay_order_id)
  if (payment === null) throw new Error('The test gateway does not know its own payment.')
  const { body, signature, eventId } = gateway.webhook(payment)
  const answer = await fetch(new URL(WEBHOOK_PATH, serverEnv().APP_URL), {
    method: 'POST',
    body,
    headers: { 'x-razorpay-signature': signature, 'x-razorpay-event-id': eventId },
  }).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The test gateway does not reach the shop: is APP_URL right?', {
      cause,
    })
  })
  if (!answer.ok)
    throw new AppError('unavailable', `The shop refused the message of the test gateway (${answer.status}).`)
}
