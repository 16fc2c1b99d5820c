import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

type Payment = {
  id: string
  entity: 'payment'
  order_id: string
  amount: number
  currency: string
  status: 'authorized' | 'captured' | 'refunded' | 'failed'
  amount_refunded: number
}
type Order = {
  id: string
  entity: 'order'
  amount: number
  currency: string
  receipt: string
  status: 'created' | 'paid'
}

export type RazorpayStandIn = {
  url: string
  orders: Map<string, Order>
  /** Somebody pays at the gateway's page. */
  pay: (orderId: string, change?: Partial<Payment>) => Payment
  refund: (paymentId: string) => Payment
  /** Nothing is answered any more, as in an outage. */
  goDown: () => void
  stop: () => Promise<void>
}

/** The part of Razorpay's HTTP API that the shop uses, as its documentation describes it, on loopback. */
export async function startRazorpay(keyId: string, keySecret: string): Promise<RazorpayStandIn> {
  const orders = new Map<string, Order>()
  const payments = new Map<string, Payment>()
  const expected = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`
  let isDown = false

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const path = request.url ?? ''
    if (isDown) return [502, 'Bad Gateway']
    if (request.headers.authorization !== expected) return failure(401, 'Authentication failed')
    if (request.method === 'POST' && path === '/v1/orders') {
      const { amount, currency, receipt } = JSON.parse(await textOf(request)) as Order
      if (!Number.isInteger(amount) || amount < 100)
        return failure(400, 'Order amount less than minimum amount allowed')
      const order: Order = { id: id('order'), entity: 'order', amount, currency, receipt, status: 'created' }
      orders.set(order.id, order)
      return [200, order]
    }
    const [, kind, key = '', part] = path.match(/^\/v1\/(orders|payments)\/([^/]+)(\/payments)?$/) ?? []
    if (kind === 'payments' && payments.has(key)) return [200, payments.get(key)]
    if (kind === 'orders' && part && orders.has(key)) {
      const items = [...payments.values()].filter(({ order_id }) => order_id === key)
      return [200, { entity: 'collection', count: items.length, items }]
    }
    return failure(400, 'The id provided does not exist')
  }

  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  })
  const url = await listen(server)

  function paymentOf(paymentId: string): Payment {
    const payment = payments.get(paymentId)
    if (!payment) throw new Error(`There is no payment ${paymentId}.`)
    return payment
  }

  return {
    url,
    orders,
    pay(orderId, change = {}) {
      const order = orders.get(orderId)
      if (!order) throw new Error(`There is no order ${orderId}.`)
      const { amount, currency } = order
      const payment: Payment = {
        id: id('pay'),
        entity: 'payment',
        order_id: orderId,
        amount,
        currency,
        status: 'captured',
        amount_refunded: 0,
        ...change,
      }
      payments.set(payment.id, payment)
      return payment
    },
    refund(paymentId) {
      const payment = paymentOf(paymentId)
      Object.assign(payment, { status: 'refunded', amount_refunded: payment.amount })
      return payment
    },
    goDown() {
      isDown = true
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function failure(status: number, description: string): [number, unknown] {
  return [status, { error: { code: 'BAD_REQUEST_ERROR', description } }]
}

function id(kind: string): string {
  return `${kind}_${randomBytes(7).toString('hex')}`
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
