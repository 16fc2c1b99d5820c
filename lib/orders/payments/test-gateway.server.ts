import 'server-only'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { GatewayPayment, PaymentGateway, PaymentReturn } from './gateway'
import { isSigned, returnText, sign } from './signature.server'

const KEY_ID = 'rzp_test_builtin'

/** `order_test_<amount>_<currency>_<nonce>_<seal>` and `pay_test_<status>_<nonce>_<seal>`. */
const orderId = z
  .string()
  .regex(/^order_test_[a-z0-9]+_[A-Z]{3}_[a-f0-9]{12}_[a-f0-9]{16}$/)
  .transform((id) => {
    const [, , amount = '', currency = '', nonce = '', seal = ''] = id.split('_')
    return { text: `${amount}_${currency}_${nonce}`, amount: Number.parseInt(amount, 36), currency, seal }
  })
const paymentId = z
  .string()
  .regex(/^pay_test_(captured|failed)_[a-f0-9]{12}_[a-f0-9]{16}$/)
  .transform((id) => {
    const [, , status = '', nonce = '', seal = ''] = id.split('_')
    return {
      text: `${status}_${nonce}`,
      status: status === 'captured' ? 'captured' : 'failed',
      seal,
    } as const
  })

/** A gateway whose payers are played by the shopper. It is told from a real one by its `provider` and by its ids. */
export type TestGateway = PaymentGateway & {
  provider: 'test'
  /** What a bank would have done: a payment of the order, and what the browser would bring back. */
  pay: (gatewayOrderId: string, status: 'captured' | 'failed') => PaymentReturn
  /** What the gateway would tell the shop of the payment, signed. */
  webhook: (payment: GatewayPayment) => { body: string; signature: string; eventId: string }
}

/**
 * The gateway of an installation without keys. It keeps nothing, so that any server can answer: an order and a payment
 * carry what there is to know of them in their ids, sealed with the secret, which no browser ever sees.
 */
export function testGateway(secret: string): TestGateway {
  const seal = (text: string) => sign(text, secret).slice(0, 16)

  function readOrder(id: string) {
    const order = orderId.safeParse(id).data
    return order && seal(order.text) === order.seal ? order : null
  }

  function readPayment(id: string, gatewayOrderId: string): GatewayPayment | null {
    const order = readOrder(gatewayOrderId)
    const payment = paymentId.safeParse(id).data
    if (!order || !payment || seal(`${gatewayOrderId}|${payment.text}`) !== payment.seal) return null
    const { amount, currency } = order
    return { id, gatewayOrderId, amount, currency, status: payment.status, amountRefunded: 0 }
  }

  return {
    provider: 'test',
    keyId: KEY_ID,
    async createOrder({ amount, currency }) {
      const text = `${amount.toString(36)}_${currency}_${nonce()}`
      return { id: `order_test_${text}_${seal(text)}`, amount, currency }
    },
    fetchPayment: async (id, gatewayOrderId) => readPayment(id, gatewayOrderId),
    paymentsOf: async () => [],
    isReturn: ({ gatewayOrderId, paymentId, signature }) =>
      isSigned(returnText(gatewayOrderId, paymentId), signature, secret),
    isWebhook: (rawBody, signature) => isSigned(rawBody, signature, secret),
    pay(gatewayOrderId, status) {
      const text = `${status}_${nonce()}`
      const id = `pay_test_${text}_${seal(`${gatewayOrderId}|${text}`)}`
      return {
        razorpay_order_id: gatewayOrderId,
        razorpay_payment_id: id,
        razorpay_signature: sign(returnText(gatewayOrderId, id), secret),
      }
    },
    webhook(payment) {
      const body = JSON.stringify(webhookOf(payment))
      return { body, signature: sign(body, secret), eventId: `evt_test_${payment.id}` }
    },
  }
}

function nonce(): string {
  return randomBytes(6).toString('hex')
}

/** The part of Razorpay's event that matters (https://razorpay.com/docs/webhooks/payloads/payments). */
function webhookOf({ gatewayOrderId, amountRefunded, ...same }: GatewayPayment) {
  const entity = { ...same, entity: 'payment', order_id: gatewayOrderId, amount_refunded: amountRefunded }
  return { entity: 'event', event: `payment.${same.status}`, payload: { payment: { entity } } }
}
