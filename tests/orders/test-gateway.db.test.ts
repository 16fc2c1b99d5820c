import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { PaymentReturn } from '@/lib/orders/payments/gateway'
import type { TestGateway } from '@/lib/orders/payments/test-gateway.server'
import type { Db } from '@/lib/supabase/db.server'
import { database, rowOf, rowsOf } from '../support/database.ts'
import { createOrder, eventsOf } from '../support/order-calls.ts'
import { becomeServer, returnRequest, webhookRequest } from '../support/payment-env.ts'
import { type Person, signUpPerson } from '../support/people.ts'
import { type Persona, signedIn } from '../support/personas.ts'

const stack = inject('stack')
let me: Persona
let buyer: Person
let db: Db
let payments: typeof import('@/lib/orders/payment.server')
let comeBack: (request: Request) => Promise<Response>
let webhook: (request: Request) => Promise<Response>
let newGateway: (secret: string) => TestGateway

// The shop as the gateway reaches it: over HTTP.
const shop = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const signature = String(request.headers['x-razorpay-signature'])
  const eventId = String(request.headers['x-razorpay-event-id'])
  const answer = await webhook(webhookRequest(Buffer.concat(parts).toString(), signature, eventId))
  response.writeHead(answer.status).end(await answer.text())
})

beforeAll(async () => {
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  becomeServer(stack, { APP_URL: `http://127.0.0.1:${(shop.address() as AddressInfo).port}` })
  buyer = await signUpPerson(stack)
  me = signedIn({ id: buyer.id, email: buyer.email })
  db = (await import('@/lib/supabase/db.server')).dbWithToken(buyer.accessToken)
  payments = await import('@/lib/orders/payment.server')
  ;({ POST: comeBack } = await import('@/app/api/webhooks/razorpay/return/route'))
  ;({ POST: webhook } = await import('@/app/api/webhooks/razorpay/route'))
  ;({ testGateway: newGateway } = await import('@/lib/orders/payments/test-gateway.server'))
})

afterAll(() => new Promise((resolve) => shop.close(resolve)))

async function statusOf(id: string): Promise<string> {
  return (
    await rowOf<{ payment_status: string }>(database, 'select payment_status from orders where id = $1', [id])
  ).payment_status
}

describe('without keys', () => {
  test('the shop has a gateway that says it is a test', async () => {
    expect(payments.onlinePayment()).toBe('test')
    const { id } = await createOrder(me, { method: 'razorpay' })
    const start = await payments.startPayment(db, buyer.id, id)
    expect(start).toMatchObject({ provider: 'test', returnPath: `/api/webhooks/razorpay/return?order=${id}` })
    expect(start.gatewayOrderId).toMatch(/^order_test_/)
    expect(JSON.stringify(start)).not.toContain(stack.secret_key)
  })

  test('a payment whose browser never comes back is told by the gateway', async () => {
    const { id } = await createOrder(me, { method: 'razorpay' })
    await payments.startPayment(db, buyer.id, id)
    expect(
      await payments.payWithTestGateway(db, buyer.id, { orderId: id, outcome: 'paid_and_left' }),
    ).toBeNull()
    expect(await statusOf(id)).toBe('paid')
  })

  test('a payment that fails may be tried again', async () => {
    const { id } = await createOrder(me, { method: 'razorpay' })
    await payments.startPayment(db, buyer.id, id)
    await payments.payWithTestGateway(db, buyer.id, { orderId: id, outcome: 'failed' })
    expect(await statusOf(id)).toBe('failed')
    await payments.payWithTestGateway(db, buyer.id, { orderId: id, outcome: 'paid_and_left' })
    expect((await eventsOf(id)).filter(({ kind }) => kind === 'payment').map(({ data }) => data.to)).toEqual([
      'failed',
      'paid',
    ])
    expect(await rowsOf(database, 'select provider from payment_events where order_id = $1', [id])).toEqual([
      { provider: 'test' },
      { provider: 'test' },
    ])
  })

  test('a payment needs to be started, and an order is paid once', async () => {
    const { id } = await createOrder(me, { method: 'razorpay' })
    await expect(
      payments.payWithTestGateway(db, buyer.id, { orderId: id, outcome: 'failed' }),
    ).rejects.toMatchObject({
      code: 'conflict',
    })
    await payments.startPayment(db, buyer.id, id)
    await payments.payWithTestGateway(db, buyer.id, { orderId: id, outcome: 'paid_and_left' })
    await expect(
      payments.payWithTestGateway(db, buyer.id, { orderId: id, outcome: 'paid_and_left' }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('what the test gateway signs', () => {
  test('is refused when another installation has signed it', async () => {
    const { id } = await createOrder(me, { method: 'razorpay' })
    const { gatewayOrderId } = await payments.startPayment(db, buyer.id, id)
    const forged = newGateway('a secret of somebody else').pay(gatewayOrderId, 'captured')
    expect((await comeBack(returnRequest(id, forged))).status).toBe(400)
    expect(await statusOf(id)).toBe('pending')
  })

  test('comes back from its own page as from a real one', async () => {
    const gateway = newGateway('secret')
    const order = await gateway.createOrder({ amount: 129_900, currency: 'INR', receipt: 'RC-1' })
    const returned: PaymentReturn = gateway.pay(order.id, 'captured')
    const { razorpay_payment_id: paymentId, razorpay_signature: signature } = returned
    expect(gateway.isReturn({ gatewayOrderId: order.id, paymentId, signature })).toBe(true)
    expect(await gateway.fetchPayment(paymentId, order.id)).toMatchObject({
      amount: 129_900,
      currency: 'INR',
      status: 'captured',
    })
  })

  test('tells nothing of an order or a payment whose id was changed by hand', async () => {
    const gateway = newGateway('secret')
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e10 }),
        fc.nat(),
        fc.constantFrom(...'0123456789abcdef'),
        async (amount, at, letter) => {
          const order = await gateway.createOrder({ amount, currency: 'INR', receipt: '' })
          const { razorpay_payment_id: paymentId } = gateway.pay(order.id, 'failed')
          for (const [changed, ids] of [
            [order.id, (text: string) => [paymentId, text]],
            [paymentId, (text: string) => [text, order.id]],
          ] as const) {
            const index = at % changed.length
            const text = `${changed.slice(0, index)}${letter}${changed.slice(index + 1)}`
            const [payment = '', ofOrder = ''] = ids(text)
            if (text !== changed) expect(await gateway.fetchPayment(payment, ofOrder)).toBeNull()
          }
        },
      ),
    )
  })
})
