import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ORDER_STATUSES } from '@/lib/orders/rules'
import { database, rowsOf } from '../support/database.ts'
import { createAccount } from '../support/factories.ts'
import {
  cancelOrder,
  createProduct,
  insertOrder,
  orderViolations,
  type ProductRow,
  placeOrder,
  step,
  updateTracking,
} from '../support/order-calls.ts'
import { type Persona, signedIn } from '../support/personas.ts'

/** One thing that somebody does; `which` picks among the orders that there are. */
type Act =
  | { way: 'order'; first: number; second: number }
  | { way: 'order again'; key: number }
  | { way: 'cancel'; which: number }
  | { way: 'desk'; which: number; to: (typeof ORDER_STATUSES)[number] }
  | { way: 'sql'; which: number; to: (typeof ORDER_STATUSES)[number] }
  | { way: 'lapsed order' }
  | { way: 'release' }
  | { way: 'plain update of products' }

const which = fc.nat(20)
const to = fc.constantFrom(...ORDER_STATUSES)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      way: fc.constant('order' as const),
      first: fc.integer({ min: 1, max: 3 }),
      second: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ way: fc.constant('order again' as const), key: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ way: fc.constant('cancel' as const), which }) },
  { weight: 3, arbitrary: fc.record({ way: fc.constant('desk' as const), which, to }) },
  { weight: 3, arbitrary: fc.record({ way: fc.constant('sql' as const), which, to }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('lapsed order' as const) }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('release' as const) }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('plain update of products' as const) }) },
)
const lanes = fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 })

const STOCK = 12

/** Refusals that change nothing: nothing left, no such step, an outdated version, a key of another cart, no stock for SQL. */
const REFUSALS = ['PT409', '23514']

type Scene = {
  admin: Persona
  buyer: Persona
  buyerId: string
  products: [ProductRow, ProductRow]
  keys: string[]
}

test('whatever happens at once, stock, totals and events agree at every moment', async () => {
  const admin = signedIn(await createAccount({ role: 'admin' }))
  await fc.assert(
    fc.asyncProperty(lanes, async (schedule) => {
      const account = await createAccount()
      const products: Scene['products'] = [
        await createProduct({ stock: STOCK }),
        await createProduct({ stock: STOCK, price: 99_900 }),
      ]
      const keys = Array.from({ length: 4 }, () => randomUUID())
      const scene = { admin, buyer: signedIn(account), buyerId: account.id, products, keys }
      const ids = products.map(({ id }) => id)
      const initial = Object.fromEntries(ids.map((id) => [id, STOCK]))
      let isRunning = true
      const watching = watchWhile(() => isRunning, ids, initial)

      await Promise.all(
        schedule.map(async (lane) => {
          for (const one of lane) await attempt(scene, one)
        }),
      ).finally(() => {
        isRunning = false
      })

      await watching
      expect(await orderViolations(ids, initial)).toEqual([])
    }),
    { numRuns: 25, endOnFailure: true },
  )
}, 180_000)

async function attempt(scene: Scene, one: Act): Promise<void> {
  try {
    await run(scene, one)
  } catch (error) {
    if (!REFUSALS.includes((error as { code: string }).code)) throw error
  }
}

async function run({ admin, buyer, buyerId, products, keys }: Scene, one: Act): Promise<unknown> {
  const [a, b] = products
  switch (one.way) {
    case 'order': {
      const items = [
        { product_id: b.id, quantity: one.second },
        { product_id: a.id, quantity: one.first },
      ].filter(({ quantity }) => quantity > 0)
      return placeOrder(buyer, items, { method: one.first > 1 ? 'cod' : 'razorpay' })
    }
    case 'order again':
      return placeOrder(buyer, [{ product_id: a.id, quantity: 1 }], { key: keys[one.key] ?? '' })
    case 'cancel':
      return withOrder(buyerId, one.which, ({ id }) => cancelOrder(buyer, id))
    case 'desk':
      return withOrder(buyerId, one.which, ({ id, version }) =>
        updateTracking(admin, id, version, { status: one.to }),
      )
    case 'sql':
      return withOrder(buyerId, one.which, ({ id }) => step(id, one.to))
    case 'lapsed order':
      return insertOrder(buyerId, a, { ageMinutes: 40 })
    case 'release':
      return database.query('select release_unpaid_orders()')
    case 'plain update of products':
      return database.query('update products set description = $2 where id = any ($1)', [
        [b.id, a.id],
        randomUUID(),
      ])
  }
}

async function withOrder(
  userId: string,
  which: number,
  run: (order: { id: string; version: number }) => Promise<unknown>,
): Promise<unknown> {
  const orders = await rowsOf<{ id: string; version: number }>(
    database,
    'select id, version from orders where user_id = $1 order by id',
    [userId],
  )
  const order = orders[which % Math.max(orders.length, 1)]
  return order && run(order)
}

/** Every snapshot that anyone can take must hold, not only the last. */
async function watchWhile(
  isRunning: () => boolean,
  ids: string[],
  initial: Record<string, number>,
): Promise<void> {
  while (isRunning()) expect(await orderViolations(ids, initial)).toEqual([])
}
