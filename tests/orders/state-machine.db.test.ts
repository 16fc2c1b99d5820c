import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { canCancel, canStep, nextStatuses, ORDER_STATUSES, type OrderStatus } from '@/lib/orders/rules'
import { database, rowOf } from '../support/database.ts'
import { createAccount } from '../support/factories.ts'
import {
  cancelOrder,
  createOrder,
  createProduct,
  eventsOf,
  orderViolations,
  placeOrder,
  step,
  updateTracking,
} from '../support/order-calls.ts'
import { type Persona, signedIn } from '../support/personas.ts'

let shopper: Persona
let admin: Persona

beforeAll(async () => {
  shopper = signedIn(await createAccount())
  admin = signedIn(await createAccount({ role: 'admin' }))
})

test.each(ORDER_STATUSES)('the steps after %s are the same in SQL and in the app', async (status) => {
  const { next } = await rowOf<{ next: string[] }>(
    database,
    'select next_order_statuses($1)::text[] as next',
    [status],
  )
  expect(next).toEqual(nextStatuses(status))
})

type Way = 'sql' | 'admin' | 'shopper'
const attempt = fc.record({
  to: fc.constantFrom(...ORDER_STATUSES),
  way: fc.constantFrom<Way>('sql', 'sql', 'admin', 'shopper'),
})

test('random steps succeed exactly when the app would have offered them, and stock and events follow', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 12 }), async (attempts) => {
      const product = await createProduct({ stock: 5 })
      const { id } = await placeOrder(shopper, [{ product_id: product.id, quantity: 2 }])
      let status: OrderStatus = 'placed'
      for (const { to, way } of attempts) {
        const wanted: OrderStatus = way === 'shopper' ? 'cancelled' : to
        const isOffered = way === 'shopper' ? canCancel(status) : canStep(status, wanted)
        // Asking for what is there already changes nothing and is no mistake.
        const isAccepted = isOffered || wanted === status
        expect({ status, wanted, way, isAccepted: await take(id, wanted, way) }).toEqual({
          status,
          wanted,
          way,
          isAccepted,
        })
        if (isOffered) status = wanted
      }
      const row = await rowOf<{ status: string }>(database, 'select status from orders where id = $1', [id])
      expect(row.status).toBe(status)
      expect(await orderViolations([product.id], { [product.id]: 5 })).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 120_000)

describe('a refused step', () => {
  test('says what is possible instead, in words and as data', async () => {
    const { id } = await createOrder(shopper)
    await expect(step(id, 'delivered')).rejects.toMatchObject({
      code: 'PT409',
      message: 'An order that is placed cannot become delivered. It can become confirmed or cancelled.',
    })
    await expect(updateTracking(admin, id, 1, { status: 'out_for_delivery' })).rejects.toMatchObject({
      code: 'PT409',
      detail: expect.stringContaining('"next_statuses": ["confirmed", "cancelled"]'),
    })
  })

  test('of an order that has ended says so', async () => {
    const { id } = await createOrder(shopper)
    await step(id, 'cancelled')
    await expect(step(id, 'placed')).rejects.toMatchObject({
      message: 'An order that is cancelled cannot become placed. Nothing comes after that.',
    })
  })
})

test('cash on delivery is paid when it is delivered, whichever way that is said', async () => {
  for (const deliver of [
    (id: string) => step(id, 'delivered'),
    (id: string) => updateTracking(admin, id, 5, { status: 'delivered' }),
  ]) {
    const { id } = await createOrder(shopper)
    await step(id, 'confirmed', 'packed', 'shipped', 'out_for_delivery')
    await deliver(id)
    const row = await rowOf(database, 'select status, payment_status from orders where id = $1', [id])
    expect(row).toEqual({ status: 'delivered', payment_status: 'paid' })
    const [payment] = (await eventsOf(id)).filter(({ kind }) => kind === 'payment')
    expect(payment?.data).toEqual({ from: 'pending', to: 'paid', refund_due: false })
  }
})

test('an order that is paid online and not delivered stays as it was paid', async () => {
  const { id } = await createOrder(shopper, { method: 'razorpay' })
  await step(id, 'confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered')
  const row = await rowOf(database, 'select payment_status from orders where id = $1', [id])
  expect(row).toEqual({ payment_status: 'pending' })
})

test('a payment never goes back', async () => {
  const { id } = await createOrder(shopper, { method: 'razorpay' })
  await database.query("update orders set payment_status = 'paid' where id = $1", [id])
  for (const status of ['pending', 'failed']) {
    await expect(
      database.query('update orders set payment_status = $2 where id = $1', [id, status]),
    ).rejects.toMatchObject({ code: 'PT409' })
  }
})

test('cancelling twice is no mistake; a packed order is not its shopper’s to cancel', async () => {
  const { id } = await createOrder(shopper)
  expect(await cancelOrder(shopper, id)).toMatchObject({ status: 'cancelled' })
  expect(await cancelOrder(shopper, id)).toMatchObject({ status: 'cancelled' })
  const { id: packed } = await createOrder(shopper)
  await step(packed, 'confirmed', 'packed')
  await expect(cancelOrder(shopper, packed)).rejects.toMatchObject({
    code: 'PT409',
    message: "This order is packed already and can't be cancelled any more.",
  })
  expect(await cancelOrder(admin, packed)).toMatchObject({ status: 'cancelled' })
})

test('nobody cancels an order of someone else', async () => {
  const { id } = await createOrder(shopper)
  const stranger = signedIn(await createAccount())
  await expect(cancelOrder(stranger, id)).rejects.toMatchObject({ code: 'PT404' })
})

/** Whether the order took the step. Errors: anything but a refusal. */
async function take(id: string, to: OrderStatus, way: Way): Promise<boolean> {
  try {
    if (way === 'sql') await step(id, to)
    else if (way === 'shopper') await cancelOrder(shopper, id)
    else await updateTracking(admin, id, await versionOf(id), { status: to })
    return true
  } catch (error) {
    if ((error as { code: string }).code === 'PT409') return false
    throw error
  }
}

async function versionOf(id: string): Promise<number> {
  return (await rowOf<{ version: number }>(database, 'select version from orders where id = $1', [id]))
    .version
}
