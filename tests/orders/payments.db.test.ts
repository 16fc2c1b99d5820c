import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, rowOf, rowsOf } from '../support/database.ts'
import { createAccount } from '../support/factories.ts'
import { createOrder, eventsOf, type PlacedOrder, step } from '../support/order-calls.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { call } from '../support/plan-calls.ts'

const service: Persona = { role: 'service_role', claims: { role: 'service_role' } }
let me: Persona

type News = {
  status: 'paid' | 'failed' | 'refunded'
  payment?: string
  event?: string
  amount?: number
  currency?: string
}
type Answer = { is_duplicate: boolean; outcome: string; order_id: string | null }

beforeAll(async () => {
  me = signedIn(await createAccount())
})

function hear(gatewayOrderId: string, total: number, news: News): Promise<Answer> {
  const { status, payment = 'pay_1', event = randomUUID(), amount = total, currency = 'INR' } = news
  return call(service, 'record_payment($1, $2, $3, $4, $5, $6, $7)', [
    'razorpay',
    event,
    gatewayOrderId,
    `${payment}_${gatewayOrderId}`,
    status,
    amount,
    currency,
  ])
}

async function startedOrder(): Promise<PlacedOrder & { gateway: string }> {
  const order = await createOrder(me, { method: 'razorpay' })
  const gateway = await attach(order.id)
  return { ...order, gateway }
}

/** As the shop does when a shopper starts to pay. */
function attach(orderId: string, gatewayOrderId = gatewayId(), shopper = me): Promise<string> {
  const values = [orderId, shopper.claims.sub, gatewayOrderId]
  return call(service, 'attach_payment_order($1, $2, $3)', values)
}

function gatewayId(): string {
  return `order_${randomUUID().replaceAll('-', '')}`
}

async function stateOf(id: string): Promise<Record<string, unknown>> {
  return rowOf(database, 'select status, payment_status, refund_due from orders where id = $1', [id])
}

describe('what a gateway says', () => {
  test('marks the order as paid, once, with nobody as the actor', async () => {
    const { id, gateway, total } = await startedOrder()
    expect(await hear(gateway, total, { status: 'paid' })).toEqual({
      is_duplicate: false,
      outcome: 'applied',
      order_id: id,
    })
    expect(await stateOf(id)).toEqual({ status: 'placed', payment_status: 'paid', refund_due: false })
    expect((await eventsOf(id)).at(-1)).toEqual({
      kind: 'payment',
      data: { from: 'pending', to: 'paid', refund_due: false, reason: 'gateway' },
      actor_id: null,
    })
  })

  test('twice, and many times at once, has one effect', async () => {
    const { id, gateway, total } = await startedOrder()
    const event = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => hear(gateway, total, { status: 'paid', event })),
    )
    expect(answers.filter(({ is_duplicate }) => !is_duplicate)).toHaveLength(1)
    // The same payment by another message.
    expect(await hear(gateway, total, { status: 'paid' })).toMatchObject({ outcome: 'ignored' })
    expect((await eventsOf(id)).filter(({ kind }) => kind === 'payment')).toHaveLength(1)
  })

  test('in the wrong order ends the same: a refund before its payment stays a refund', async () => {
    const { id, gateway, total } = await startedOrder()
    await hear(gateway, total, { status: 'refunded' })
    expect(await hear(gateway, total, { status: 'paid' })).toMatchObject({ outcome: 'ignored' })
    expect(await hear(gateway, total, { status: 'failed' })).toMatchObject({ outcome: 'ignored' })
    expect(await stateOf(id)).toMatchObject({ payment_status: 'refunded' })
  })

  test('after a failure counts as a second attempt', async () => {
    const { id, gateway, total } = await startedOrder()
    await hear(gateway, total, { status: 'failed', payment: 'pay_a' })
    expect(await stateOf(id)).toMatchObject({ payment_status: 'failed' })
    await hear(gateway, total, { status: 'paid', payment: 'pay_b' })
    await hear(gateway, total, { status: 'failed', payment: 'pay_a' })
    expect(await stateOf(id)).toMatchObject({ payment_status: 'paid' })
  })

  test('late, when the order is cancelled already, is money to give back', async () => {
    const { id, gateway, total } = await startedOrder()
    await step(id, 'cancelled')
    expect(await hear(gateway, total, { status: 'paid' })).toMatchObject({ outcome: 'applied' })
    expect(await stateOf(id)).toEqual({ status: 'cancelled', payment_status: 'paid', refund_due: true })
    expect((await eventsOf(id)).at(-1)?.data).toMatchObject({ to: 'paid', refund_due: true })
    await hear(gateway, total, { status: 'refunded' })
    expect(await stateOf(id)).toEqual({ status: 'cancelled', payment_status: 'refunded', refund_due: false })
  })

  test('of a second payment is noted for the shop and changes nothing', async () => {
    const { id, gateway, total } = await startedOrder()
    await hear(gateway, total, { status: 'paid', payment: 'pay_a' })
    expect(await hear(gateway, total, { status: 'paid', payment: 'pay_b' })).toMatchObject({
      outcome: 'extra_payment',
    })
    expect((await eventsOf(id)).at(-1)).toMatchObject({ kind: 'payment', data: { problem: 'extra_payment' } })
    expect(await hear(gateway, total, { status: 'refunded', payment: 'pay_b' })).toMatchObject({
      outcome: 'ignored',
    })
    expect(await stateOf(id)).toMatchObject({ payment_status: 'paid' })
  })

  test.each([{ amount: 1 }, { currency: 'USD' }])(
    'of another amount (%o) does not pay the order',
    async (wrong) => {
      const { id, gateway, total } = await startedOrder()
      expect(await hear(gateway, total, { status: 'paid', ...wrong })).toMatchObject({
        outcome: 'wrong_amount',
      })
      expect(await stateOf(id)).toMatchObject({ payment_status: 'pending' })
    },
  )

  test('about an order that is not ours is kept and changes nothing', async () => {
    expect(await hear(gatewayId(), 100, { status: 'paid' })).toEqual({
      is_duplicate: false,
      outcome: 'unknown_order',
      order_id: null,
    })
  })

  test('in any order, with any repeats, a payment once paid never goes back', async () => {
    const one = fc.record({
      status: fc.constantFrom<News['status']>('paid', 'failed', 'refunded'),
      payment: fc.constantFrom('pay_a', 'pay_b'),
      event: fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), async (news) => {
        const { id, gateway, total } = await startedOrder()
        let wasPaid = false
        for (const { event, ...rest } of news) {
          await hear(gateway, total, { ...rest, event: `${gateway} ${event}` })
          const { payment_status } = await stateOf(id)
          if (wasPaid) expect(['paid', 'refunded']).toContain(payment_status)
          wasPaid ||= payment_status === 'paid' || payment_status === 'refunded'
        }
        const changes = (await eventsOf(id)).filter(({ data }) => 'from' in data && data.from !== data.to)
        expect(changes.length).toBeLessThanOrEqual(4)
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

describe('the gateway’s order', () => {
  test('is attached once: the first one stays', async () => {
    const { id, gateway } = await startedOrder()
    expect(await attach(id)).toBe(gateway)
  })

  test('belongs to one order only', async () => {
    const { gateway } = await startedOrder()
    const other = await createOrder(me, { method: 'razorpay' })
    await expect(attach(other.id, gateway)).rejects.toMatchObject({ code: 'PT409' })
  })

  test('is attached for its shopper, to an order that is paid online and open', async () => {
    const { id } = await createOrder(me, { method: 'razorpay' })
    const stranger = signedIn(await createAccount({ role: 'admin' }))
    await expect(attach(id, gatewayId(), stranger)).rejects.toMatchObject({ code: 'PT404' })
    await expect(attach(id, 'pay_x')).rejects.toMatchObject({ code: 'PT400' })
    await step(id, 'cancelled')
    await expect(attach(id)).rejects.toMatchObject({ code: 'PT409' })
    const cash = await createOrder(me)
    await expect(attach(cash.id)).rejects.toMatchObject({ code: 'PT409' })
  })

  test('is not named by the shopper, whom a payment for something else would then pay', async () => {
    const { id, total } = await createOrder(me, { method: 'razorpay' })
    const bought = gatewayId()
    await expect(
      call(me, 'attach_payment_order($1, $2, $3)', [id, me.claims.sub, bought]),
    ).rejects.toMatchObject({ code: '42501' })
    expect(await hear(bought, total, { status: 'paid' })).toMatchObject({ outcome: 'unknown_order' })
    expect(await stateOf(id)).toMatchObject({ payment_status: 'pending' })
  })
})

test('nobody but the service key may say that something is paid', async () => {
  const { gateway, total } = await startedOrder()
  for (const persona of [me, signedIn(await createAccount({ role: 'admin' }))]) {
    await expect(
      call(persona, 'record_payment($1, $2, $3, $4, $5, $6, $7)', [
        'razorpay',
        'e',
        gateway,
        'pay_x',
        'paid',
        total,
        'INR',
      ]),
    ).rejects.toMatchObject({ code: '42501' })
  }
})

test('what a gateway said stays as it was said', async () => {
  const { gateway, total } = await startedOrder()
  await hear(gateway, total, { status: 'paid' })
  for (const text of ['delete from payment_events', "update payment_events set payload = '{}'"]) {
    await expect(database.query(text)).rejects.toMatchObject({ code: 'PT409' })
  }
  expect((await rowsOf(database, 'select id from payment_events')).length).toBeGreaterThan(0)
})
