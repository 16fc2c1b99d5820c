import 'server-only'
import Razorpay from 'razorpay'
import { z } from 'zod'
import { AppError } from '@/lib/result'
import type { GatewayPayment, PaymentGateway } from './gateway'
import { isSigned, returnText } from './signature.server'

export type RazorpaySettings = {
  keyId: string
  keySecret: string
  webhookSecret: string
  /** Another address of its API, for a stand-in. */
  apiUrl: string | undefined
}

const TIMEOUT_MS = 8_000

const amount = z.coerce.number().pipe(z.int().nonnegative())
const orderAnswer = z.object({ id: z.string(), amount, currency: z.string() })
const paymentAnswer = z.object({
  id: z.string(),
  order_id: z.string().nullable(),
  amount,
  currency: z.string(),
  status: z.enum(['created', 'authorized', 'captured', 'refunded', 'failed']),
  amount_refunded: amount.nullish(),
})
const refusal = z.object({ statusCode: z.int() })

/** Razorpay by its official package (https://razorpay.com/docs/payments/server-integration/nodejs). */
export function razorpayGateway(settings: RazorpaySettings): PaymentGateway {
  const { keyId, keySecret, webhookSecret } = settings
  const client = newClient(settings)

  async function fetchPayment(paymentId: string, gatewayOrderId: string): Promise<GatewayPayment | null> {
    const found = await ask(() => client.payments.fetch(paymentId))
    const payment = found === null ? null : toPayment(found)
    return payment?.gatewayOrderId === gatewayOrderId ? payment : null
  }

  return {
    provider: 'razorpay',
    keyId,
    async createOrder({ amount, currency, receipt }) {
      // Captured as soon as it is authorized; minutes until an authorization lapses, otherwise.
      const capture_options = {
        automatic_expiry_period: 30,
        manual_expiry_period: 7_200,
        refund_speed: 'normal',
      } as const
      const payment = { capture: 'automatic', capture_options } as const
      const made = await ask(() => client.orders.create({ amount, currency, receipt, payment }))
      if (made === null) throw new AppError('conflict', 'The payment gateway does not take this payment.')
      return orderAnswer.parse(made)
    },
    fetchPayment,
    async paymentsOf(gatewayOrderId) {
      const found = await ask(() => client.orders.fetchPayments(gatewayOrderId))
      return found === null ? [] : found.items.map(toPayment)
    },
    isReturn: ({ gatewayOrderId, paymentId, signature }) =>
      isSigned(returnText(gatewayOrderId, paymentId), signature, keySecret),
    isWebhook: (rawBody, signature) => isSigned(rawBody, signature, webhookSecret),
  }
}

function newClient({ keyId, keySecret, apiUrl }: RazorpaySettings): Razorpay {
  const client = new Razorpay({ key_id: keyId, key_secret: keySecret })
  // The package has no setting for either; what it asks by is an axios instance.
  const { defaults } = (client.api as unknown as { rq: { defaults: Record<string, unknown> } }).rq
  defaults.timeout = TIMEOUT_MS
  if (apiUrl !== undefined) defaults.baseURL = apiUrl
  return client
}

/** Null when Razorpay knows no such thing. The package rejects with what is no Error, or with a TypeError offline. */
async function ask<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await request()
  } catch (cause) {
    const status = refusal.safeParse(cause).data?.statusCode
    if (status === 404 || status === 400) return null
    throw new AppError(
      'unavailable',
      'The payment gateway does not answer right now. Try again in a moment.',
      {
        cause,
      },
    )
  }
}

function toPayment(answer: unknown): GatewayPayment {
  const { order_id, amount_refunded, ...same } = paymentAnswer.parse(answer)
  return { ...same, gatewayOrderId: order_id ?? '', amountRefunded: amount_refunded ?? 0 }
}
