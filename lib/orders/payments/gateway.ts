/** An order as a payment gateway keeps it. `amount` is in minor units, here and below. */
export type GatewayOrder = { id: string; amount: number; currency: string }

/** A payment as a gateway tells of it. */
export type GatewayPayment = {
  id: string
  gatewayOrderId: string
  amount: number
  currency: string
  status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed'
  amountRefunded: number
}

/** What the shop asks of whoever takes the money. Errors: AppError `unavailable` when it does not answer. */
export type PaymentGateway = {
  provider: 'razorpay' | 'test'
  /** Public: the browser says by it whose shop it pays. */
  keyId: string
  createOrder: (order: { amount: number; currency: string; receipt: string }) => Promise<GatewayOrder>
  /** Null when the gateway knows no such payment of this order. */
  fetchPayment: (paymentId: string, gatewayOrderId: string) => Promise<GatewayPayment | null>
  /** All payments of an order, for finding out what no message told. */
  paymentsOf: (gatewayOrderId: string) => Promise<GatewayPayment[]>
  /** Whether the gateway itself sent the browser back with this payment of this order. */
  isReturn: (returned: { gatewayOrderId: string; paymentId: string; signature: string }) => boolean
  /** Whether the gateway itself sent this body, byte for byte. */
  isWebhook: (rawBody: string, signature: string) => boolean
}

/** What a browser brings back from the gateway's page, in the gateway's own names. */
export type PaymentReturn = {
  razorpay_order_id: string
  razorpay_payment_id: string
  razorpay_signature: string
}
