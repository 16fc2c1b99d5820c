import { createHmac, randomUUID } from 'node:crypto'
import Razorpay from 'razorpay'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Db } from '@/lib/supabase/db.server'
import { database, rowOf, rowsOf } from '../support/database.ts'
import { createOrder, eventsOf, type PlacedOrder, step } from '../support/order-calls.ts'
import {
  becomeServer,
  reconcileRequest,
  returnForm,
  returnRequest,
  webhookRequest,
} from '../support/payment-env.ts'
import { type Person, signUpPerson } from '../support/people.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { type RazorpayStandIn, startRazorpay } from '../support/razorpay-stand-in.ts'

const stack = inject('stack')
const KEY_ID = 'rzp_test_standin'
const KEY_SECRET = 'a secret of the api'
const WEBHOOK_SECRET = 'a secret of the webhook'

let razorpay: RazorpayStandIn
let buyer: Person
let me: Persona
let db: Db
let startPayment: typeof import('@/lib/orders/payment.server').startPayment
let payByTest: typeof import('@/lib/orders/payment.server').payWithTestGateway
let webhook: (request: Request) => Promise<Response>
let comeBack: (request: Request) => Promise<Response>
let reconcile: (request: Request) => Promise<Response>

beforeAll(async () => {
  razorpay = await startRazorpay(KEY_ID, KEY_SECRET)
  becomeServer(stack, {
    RAZORPAY_KEY_ID: KEY_ID,
    RAZORPAY_KEY_SECRET: KEY_SECRET,
    RAZORPAY_WEBHOOK_SECRET: WEBHOOK_SECRET,
    RAZORPAY_API_URL: razorpay.url,
  })
  buyer = await signUpPerson(stack)
  me = signedIn({ id: buyer.id, email: buyer.email })
  db = (await import('@/lib/supabase/db.server')).dbWithToken(buyer.accessToken)
  ;({ startPayment, payWithTestGateway: payByTest } = await import('@/lib/orders/payment.server'))
  ;({ POST: webhook } = await import('@/app/api/webhooks/razorpay/route'))
  ;({ POST: comeBack } = await import('@/app/api/webhooks/razorpay/return/route'))
  ;({ POST: reconcile } = await import('@/app/api/webhooks/razorpay/reconcile/route'))
})

afterAll(() => razorpay.stop())

async function started(): Promise<PlacedOrder & { gateway: string }> {
  const order = await createOrder(me, { method: 'razorpay' })
  const { gatewayOrderId } = await startPayment(db, buyer.id, order.id)
  return { ...order, gateway: gatewayOrderId }
}

function hmac(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

function returned(gatewayOrderId: string, paymentId: string, secret = KEY_SECRET) {
  return {
    razorpay_order_id: gatewayOrderId,
    razorpay_payment_id: paymentId,
    razorpay_signature: hmac(`${gatewayOrderId}|${paymentId}`, secret),
  }
}

function message(event: string, entity: object): string {
  return JSON.stringify({ entity: 'event', event, payload: { payment: { entity } }, created_at: 1 })
}

/** Sent as Razorpay sends it; `secret` of one's own makes a forgery. */
async function send(body: string, { secret = WEBHOOK_SECRET, eventId = randomUUID() as string | null } = {}) {
  const answer = await webhook(webhookRequest(body, hmac(body, secret), eventId ?? undefined))
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function paymentOf(id: string): Promise<string> {
  return (
    await rowOf<{ payment_status: string }>(database, 'select payment_status from orders where id = $1', [id])
  ).payment_status
}

describe('starting a payment', () => {
  test('makes the gateway’s order on the server, for the total of the database, once', async () => {
    const order = await createOrder(me, { method: 'razorpay', price: 129_900 })
    const [first, second] = [
      await startPayment(db, buyer.id, order.id),
      await startPayment(db, buyer.id, order.id),
    ]
    expect(second).toEqual(first)
    expect(first).toMatchObject({
      provider: 'razorpay',
      keyId: KEY_ID,
      amount: 129_900,
      currency: 'INR',
      orderNumber: order.order_number,
    })
    expect(JSON.stringify(first)).not.toContain(KEY_SECRET)
    expect(razorpay.orders.get(first.gatewayOrderId)).toMatchObject({
      amount: 129_900,
      currency: 'INR',
      receipt: order.order_number,
    })
  })

  test('in two tabs at once ends with one of the gateway’s orders', async () => {
    const order = await createOrder(me, { method: 'razorpay' })
    const starts = await Promise.all([
      startPayment(db, buyer.id, order.id),
      startPayment(db, buyer.id, order.id),
      startPayment(db, buyer.id, order.id),
    ])
    expect(new Set(starts.map(({ gatewayOrderId }) => gatewayOrderId)).size).toBe(1)
  })

  test('is refused for cash, for a paid order and for one of somebody else', async () => {
    const cash = await createOrder(me)
    await expect(startPayment(db, buyer.id, cash.id)).rejects.toMatchObject({ code: 'conflict' })
    const paid = await createOrder(me, { method: 'razorpay' })
    await database.query("update orders set payment_status = 'paid' where id = $1", [paid.id])
    await expect(startPayment(db, buyer.id, paid.id)).rejects.toMatchObject({ code: 'conflict' })
    const other = await signUpPerson(stack)
    const foreign = await createOrder(signedIn({ id: other.id, email: other.email }), { method: 'razorpay' })
    await expect(startPayment(db, buyer.id, foreign.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('where payments are real nobody plays the bank', async () => {
    const { id } = await started()
    await expect(payByTest(db, buyer.id, { orderId: id, outcome: 'paid' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('coming back from the gateway', () => {
  test('with its signature pays the order', async () => {
    const { id, gateway } = await started()
    const payment = razorpay.pay(gateway)
    const answer = await comeBack(returnRequest(id, returned(gateway, payment.id)))
    expect([answer.status, await answer.json()]).toEqual([200, { paymentStatus: 'paid' }])
    expect(await paymentOf(id)).toBe('paid')
  })

  test('by its form leads to the order', async () => {
    const { id, gateway } = await started()
    const payment = razorpay.pay(gateway)
    const answer = await comeBack(returnForm(id, returned(gateway, payment.id)))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/orders/${id}`])
    expect(await paymentOf(id)).toBe('paid')
  })

  test('twice, and by its message as well, counts once', async () => {
    const { id, gateway } = await started()
    const payment = razorpay.pay(gateway)
    for (let time = 0; time < 2; time += 1) {
      expect((await comeBack(returnRequest(id, returned(gateway, payment.id)))).status).toBe(200)
    }
    expect(await send(message('payment.captured', payment))).toMatchObject({ body: { outcome: 'ignored' } })
    expect((await eventsOf(id)).filter(({ kind }) => kind === 'payment')).toHaveLength(1)
  })

  test('before the money is there says so, and the message pays it', async () => {
    const { id, gateway } = await started()
    const payment = razorpay.pay(gateway, { status: 'authorized' })
    const answer = await comeBack(returnRequest(id, returned(gateway, payment.id)))
    expect(await answer.json()).toEqual({ paymentStatus: 'pending' })
    expect(await paymentOf(id)).toBe('pending')
    await send(message('payment.captured', { ...payment, status: 'captured' }))
    expect(await paymentOf(id)).toBe('paid')
  })

  test('with the paid order of a cheaper cart pays nothing: the stored id is what is signed', async () => {
    const [dear, cheap] = [await started(), await started()]
    const payment = razorpay.pay(cheap.gateway)
    const answer = await comeBack(returnRequest(dear.id, returned(cheap.gateway, payment.id)))
    expect(answer.status).toBe(400)
    expect(await paymentOf(dear.id)).toBe('pending')
  })

  test('with another amount pays nothing', async () => {
    const { id, gateway } = await started()
    const payment = razorpay.pay(gateway, { amount: 100 })
    expect((await comeBack(returnRequest(id, returned(gateway, payment.id)))).status).toBe(400)
    expect(await paymentOf(id)).toBe('pending')
  })

  test.each([
    [
      'a forged signature',
      (id: string, gateway: string, payment: string) =>
        returnRequest(id, returned(gateway, payment, 'guess')),
    ],
    [
      'no signature',
      (id: string, gateway: string, payment: string) =>
        returnRequest(id, { ...returned(gateway, payment), razorpay_signature: '' }),
    ],
    [
      'a payment that does not exist',
      (id: string, gateway: string) => returnRequest(id, returned(gateway, 'pay_none')),
    ],
    [
      'no order',
      (_: string, gateway: string, payment: string) => returnRequest('', returned(gateway, payment)),
    ],
    [
      'an order that does not exist',
      (_: string, gateway: string, payment: string) =>
        returnRequest(randomUUID(), returned(gateway, payment)),
    ],
    ['nothing', (id: string) => returnRequest(id, {})],
  ])('with %s is refused', async (_, request) => {
    const { id, gateway } = await started()
    const payment = razorpay.pay(gateway)
    expect((await comeBack(request(id, gateway, payment.id))).status).toBe(400)
    expect(await paymentOf(id)).toBe('pending')
  })
})

describe('the webhook', () => {
  test('signs as the official package checks', async () => {
    const body = message('payment.captured', {})
    expect(Razorpay.validateWebhookSignature(body, hmac(body, WEBHOOK_SECRET), WEBHOOK_SECRET)).toBe(true)
  })

  test('pays without a browser, and keeps nothing about whoever paid', async () => {
    const { id, gateway } = await started()
    const payment = {
      ...razorpay.pay(gateway),
      email: 'mira@example.com',
      contact: '+919876543210',
      card: { last4: '1111' },
    }
    expect(await send(message('payment.captured', payment))).toEqual({
      status: 200,
      body: { received: true, outcome: 'applied', isDuplicate: false },
    })
    expect(await paymentOf(id)).toBe('paid')
    const kept = JSON.stringify(
      await rowsOf(database, 'select payload from payment_events where order_id = $1', [id]),
    )
    expect(kept).toContain(payment.id)
    expect(kept).not.toMatch(/mira|98765|1111/)
  })

  test('counts a replayed message once, also without an event id', async () => {
    const { id, gateway } = await started()
    const body = message('payment.captured', razorpay.pay(gateway))
    const answers = []
    for (const eventId of ['evt_1', 'evt_1', null, null]) {
      answers.push(await send(body, { eventId: eventId && `${eventId}_${id}` }))
    }
    expect(answers.map(({ body: { isDuplicate } }) => isDuplicate)).toEqual([false, true, false, true])
    expect((await eventsOf(id)).filter(({ kind }) => kind === 'payment')).toHaveLength(1)
  })

  test('tolerates messages in the wrong order', async () => {
    const { id, gateway } = await started()
    const payment = razorpay.pay(gateway)
    await send(message('payment.captured', payment))
    await send(message('payment.failed', { ...payment, id: 'pay_earlier', status: 'failed' }))
    await send(message('payment.authorized', { ...payment, status: 'authorized' }))
    expect(await paymentOf(id)).toBe('paid')
    await send(message('refund.processed', razorpay.refund(payment.id)))
    await send(message('order.paid', payment))
    expect(await paymentOf(id)).toBe('refunded')
  })

  test('notes money for an order that is cancelled already as due', async () => {
    const { id, gateway } = await started()
    await step(id, 'cancelled')
    await send(message('payment.captured', razorpay.pay(gateway)))
    const row = await rowOf(database, 'select status, payment_status, refund_due from orders where id = $1', [
      id,
    ])
    expect(row).toEqual({ status: 'cancelled', payment_status: 'paid', refund_due: true })
  })

  test('refuses a forged signature, a changed body and the wrong secret', async () => {
    const { id, gateway } = await started()
    const body = message('payment.captured', razorpay.pay(gateway))
    const signature = hmac(body, WEBHOOK_SECRET)
    const answers = [
      await webhook(webhookRequest(body, hmac(body, KEY_SECRET))),
      await webhook(webhookRequest(body.replace('captured', 'captured '), signature)),
      await webhook(webhookRequest(JSON.stringify(JSON.parse(body), null, 1), signature)),
      await webhook(webhookRequest(body, '')),
      await webhook(webhookRequest(body, signature.slice(0, -1))),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
    expect(await paymentOf(id)).toBe('pending')
  })

  test('reads no more than a message can be long', async () => {
    const answer = await webhook(webhookRequest('x'.repeat(300_000), 'y'))
    expect(answer.status).toBe(413)
  })

  test.each(['', 'nonsense', '{}', '[]', '{"event": 1}'])(
    'refuses %j even when it is signed',
    async (body) => {
      expect(await send(body)).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    },
  )

  test('hears and leaves alone what is of no concern', async () => {
    expect(await send(message('payment.dispute.created', {}))).toMatchObject({ status: 400 })
    const body = JSON.stringify({ event: 'settlement.processed', payload: {} })
    expect(await send(body)).toEqual({ status: 200, body: { received: true, outcome: 'ignored' } })
    const foreign = { id: 'pay_x', order_id: 'order_of_another_shop', amount: 1, currency: 'INR' }
    expect(await send(message('payment.captured', foreign))).toMatchObject({
      status: 200,
      body: { outcome: 'unknown_order' },
    })
  })
})

describe('the reconciliation', () => {
  test('finds a payment of which no message came, once', async () => {
    const { id, gateway } = await started()
    razorpay.pay(gateway, { status: 'failed' })
    razorpay.pay(gateway)
    const answers = []
    for (let time = 0; time < 2; time += 1) {
      answers.push(
        (await (await reconcile(reconcileRequest(stack.secret_key))).json()) as { changed: number },
      )
    }
    expect(answers[0]?.changed).toBeGreaterThanOrEqual(1)
    expect(answers[1]?.changed).toBe(0)
    expect(await paymentOf(id)).toBe('paid')
  })

  test('is for the secret key only', async () => {
    for (const key of ['', 'x', stack.publishable_key]) {
      expect((await reconcile(reconcileRequest(key))).status).toBe(401)
    }
  })
})

// The last one: the gateway does not come back.
test('an outage is said as such, and no order is harmed', async () => {
  const { id, gateway } = await started()
  const payment = razorpay.pay(gateway)
  razorpay.goDown()
  const fresh = await createOrder(me, { method: 'razorpay' })
  await expect(startPayment(db, buyer.id, fresh.id)).rejects.toMatchObject({ code: 'unavailable' })
  expect((await comeBack(returnRequest(id, returned(gateway, payment.id)))).status).toBe(503)
  expect(await paymentOf(id)).toBe('pending')
  await send(message('payment.captured', payment))
  expect(await paymentOf(id)).toBe('paid')
})
