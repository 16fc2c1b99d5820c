import { beforeAll, describe, expect, test } from 'vitest'
import { orderAnalyticsRow, orderDeskRow } from '@/lib/orders/desk-schema'
import { orderPageRow, sharedOrderRow } from '@/lib/orders/page-schema'
import { myOrdersRow, orderRow, shopRow } from '@/lib/orders/schema'
import { database, inTransaction, rowOf, rowsOf } from '../support/database.ts'
import { type Account, createAccount } from '../support/factories.ts'
import {
  createOrder,
  createProduct,
  insertOrder,
  placeOrder,
  step,
  updateTracking,
} from '../support/order-calls.ts'
import { become, type Persona, signedIn } from '../support/personas.ts'
import { call } from '../support/plan-calls.ts'

const visitor: Persona = { role: 'anon', claims: { role: 'anon' } }
let shopper: Account
let me: Persona
let admin: Persona

beforeAll(async () => {
  shopper = await createAccount({ displayName: 'Mira Shah' })
  me = signedIn(shopper)
  admin = signedIn(await createAccount({ role: 'admin', displayName: 'Asha Admin' }))
})

async function desk(args: Record<string, unknown> = {}) {
  const names = Object.keys(args)
  const list = names.map((name, index) => `${name} => $${index + 1}`).join(', ')
  return orderDeskRow.parse(await call(admin, `get_order_desk(${list})`, Object.values(args)))
}

describe('the shop', () => {
  test('shows a visitor what is on sale, as the app reads it, and nothing else', async () => {
    const [sold, hidden] = [await createProduct(), await createProduct({ isActive: false })]
    const { products } = shopRow.parse(await call(visitor, 'get_shop()'))
    const ids = products.map(({ id }) => id)
    expect(ids).toContain(sold.id)
    expect(ids).not.toContain(hidden.id)
  })

  test('says as of when it is true', async () => {
    await expect
      .poll(async () => shopRow.parse(await call(visitor, 'get_shop()')).as_of, { timeout: 10_000 })
      .toEqual(expect.any(String))
  })
})

describe('a shopper’s orders', () => {
  test('come page by page, newest first, without a gap when new ones arrive', async () => {
    const buyer = await createAccount()
    const product = await createProduct()
    const made = []
    for (let age = 7; age > 0; age -= 1)
      made.unshift((await insertOrder(buyer.id, product, { ageMinutes: age, method: 'cod' })).id)
    const seen: string[] = []
    let before: [string, string] | null = null
    for (;;) {
      const page = myOrdersRow.parse(
        await call(signedIn(buyer), 'get_my_orders($1, $2, $3)', [
          3,
          before?.[0] ?? null,
          before?.[1] ?? null,
        ]),
      )
      seen.push(...page.orders.map(({ id }) => id))
      const last = page.orders.at(-1)
      if (!page.has_more || !last) break
      before = [last.createdAt, last.id]
      await insertOrder(buyer.id, product, { method: 'cod' })
    }
    expect(seen).toEqual(made)
  })

  test('are nobody else’s, not even an admin’s', async () => {
    await createOrder(me)
    expect(myOrdersRow.parse(await call(admin, 'get_my_orders()')).orders).toEqual([])
  })
})

describe('the page of an order', () => {
  test('has the way it went, for its shopper without the names of admins', async () => {
    const product = await createProduct({ name: 'Clay Teapot' })
    const placed = orderRow.parse(await placeOrder(me, [{ product_id: product.id, quantity: 2 }]))
    await updateTracking(admin, placed.id, 1, { status: 'confirmed', note: 'Soon' })
    await step(placed.id, 'packed')
    const page = orderPageRow.parse(await call(me, 'get_order($1)', [placed.id]))
    expect(page).toMatchObject({
      order: { id: placed.id, status: 'packed', canCancel: false, note: 'Soon' },
      items: [{ name: 'Clay Teapot', quantity: 2 }],
      shopper: null,
    })
    expect(page.events.map(({ kind, actor, actorName }) => [kind, actor, actorName])).toEqual([
      ['status', 'shopper', null],
      ['status', 'shop', null],
      ['note', 'shop', null],
      ['status', 'system', null],
    ])
    const shown = orderPageRow.parse(await call(admin, 'get_order($1)', [placed.id]))
    expect(shown.shopper).toEqual({ displayName: 'Mira Shah', email: shopper.email })
    expect(shown.events[1]).toMatchObject({ actorName: 'Asha Admin' })
  })

  test('of a link is what the app reads', async () => {
    const { id } = await createOrder(me)
    const { token } = await call<{ token: string }>(me, 'share_order($1)', [id])
    expect(sharedOrderRow.parse(await call(visitor, 'get_shared_order($1)', [token]))).toMatchObject({
      status: 'placed',
    })
  })

  test('predicts the arrival from the latest deliveries, once there are some', async () => {
    const product = await createProduct()
    const waiting = await insertOrder(shopper.id, product, { method: 'cod' })
    for (let n = 0; n < 5; n += 1) {
      const { id } = await insertOrder(shopper.id, product, { method: 'cod' })
      await step(id, 'confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered')
    }
    const { prediction } = orderPageRow.parse(await call(me, 'get_order($1)', [waiting.id]))
    expect(prediction?.basedOn).toBeGreaterThanOrEqual(5)
    const times = [prediction?.earliest, prediction?.likely, prediction?.latest].map((at) =>
      Date.parse(at ?? ''),
    )
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const { token } = await call<{ token: string }>(me, 'share_order($1)', [waiting.id])
    const shared = sharedOrderRow.parse(await call(visitor, 'get_shared_order($1)', [token]))
    expect(shared.prediction).toEqual(prediction)
    await step(waiting.id, 'cancelled')
    expect(orderPageRow.parse(await call(me, 'get_order($1)', [waiting.id])).prediction).toBeNull()
  })
})

describe('the desk', () => {
  test('finds by number, name, phone, city and e-mail, and takes no sign for a pattern', async () => {
    const { id, order_number } = await createOrder(me, {
      shipping: {
        name: 'Zubin 100%_\\ Mehta',
        phone: '+91 90909 55555',
        address: 'Road 1',
        city: 'Qqville',
        postcode: '411001',
      },
    })
    for (const search of [order_number.toLowerCase(), 'zubin', '90909 55555', 'QQVILLE', '100%_\\']) {
      expect((await desk({ search })).orders.map((order) => order.id)).toEqual([id])
    }
    expect((await desk({ search: 'zubin_100' })).orders).toEqual([])
    const mine = await desk({ search: shopper.email })
    expect(mine.total_count).toBeGreaterThan(1)
  })

  test('filters by status and payment; the counts stand beside the chosen status', async () => {
    const buyer = await createAccount()
    const persona = signedIn(buyer)
    const [cash, online, paid, due] = [
      await createOrder(persona),
      await createOrder(persona, { method: 'razorpay' }),
      await createOrder(persona, { method: 'razorpay' }),
      await createOrder(persona, { method: 'razorpay' }),
    ] as const
    for (const { id } of [paid, due])
      await database.query("update orders set payment_status = 'paid' where id = $1", [id])
    await step(due.id, 'cancelled')
    await step(cash.id, 'confirmed')
    const search = buyer.email
    const ids = async (args: object) => new Set((await desk({ search, ...args })).orders.map(({ id }) => id))
    expect(await ids({ statuses: ['confirmed', 'cancelled'] })).toEqual(new Set([cash.id, due.id]))
    expect(await ids({ payment: 'cod' })).toEqual(new Set([cash.id]))
    expect(await ids({ payment: 'pending' })).toEqual(new Set([cash.id, online.id]))
    expect(await ids({ payment: 'paid' })).toEqual(new Set([paid.id, due.id]))
    expect(await ids({ payment: 'refund_due' })).toEqual(new Set([due.id]))
    const chosen = await desk({ search, statuses: ['cancelled'] })
    expect(chosen).toMatchObject({ total_count: 1, counts: { placed: 2, confirmed: 1, cancelled: 1 } })
  })

  test.each(['newest', 'oldest', 'total', 'updated', 'waiting', 'eta'])(
    'sorts by %s, page by page, each order once',
    async (sort) => {
      const buyer = await createAccount()
      for (const price of [500, 300, 900, 300, 700]) await createOrder(signedIn(buyer), { price })
      const whole = await desk({ search: buyer.email, sort })
      const pages = []
      for (const offset of [0, 2, 4]) {
        pages.push(...(await desk({ search: buyer.email, sort, page_limit: 2, page_offset: offset })).orders)
      }
      expect(pages.map(({ id }) => id)).toEqual(whole.orders.map(({ id }) => id))
      expect(new Set(pages.map(({ id }) => id)).size).toBe(5)
      if (sort === 'total') expect(pages.map(({ total }) => total)).toEqual([900, 700, 500, 300, 300])
      if (sort === 'newest')
        expect(pages.map(({ createdAt }) => createdAt)).toEqual(
          pages
            .map(({ createdAt }) => createdAt)
            .toSorted()
            .toReversed(),
        )
    },
  )
  test('what has come to its end neither waits nor arrives', async () => {
    const buyer = await createAccount()
    const [ended, late, soon] = [
      await createOrder(signedIn(buyer)),
      await createOrder(signedIn(buyer)),
      await createOrder(signedIn(buyer)),
    ] as const
    for (const [hours, { id }] of [
      [1, ended],
      [30, late],
      [20, soon],
    ] as const)
      await database.query(`update orders set eta = now() + make_interval(hours => $1) where id = $2`, [
        hours,
        id,
      ])
    await step(ended.id, 'cancelled')
    const ids = async (sort: string) => (await desk({ search: buyer.email, sort })).orders.map(({ id }) => id)
    expect(await ids('waiting')).toEqual([late.id, soon.id, ended.id])
    expect(await ids('eta')).toEqual([soon.id, late.id, ended.id])
  })
})

describe('the analytics', () => {
  test('add up to what is in the tables, and count a parcel once that went out twice', async () => {
    const { id } = await createOrder(me)
    await step(id, 'confirmed', 'packed', 'shipped', 'out_for_delivery', 'shipped', 'out_for_delivery')
    // One snapshot for both, because other tests order meanwhile.
    const { analytics, real } = await inTransaction('rollback', async (db) => {
      await db.query('set transaction isolation level repeatable read')
      const real = await rowOf<{ orders: number; revenue: number; placed: number; shipped: number }>(
        db,
        `select count(*)::int as orders,
           coalesce(sum(total) filter (where payment_status = 'paid' and not refund_due), 0)::int as revenue,
           count(*) filter (where status = 'placed')::int as placed,
           count(*) filter (where exists (
             select from order_events as e
             where e.order_id = orders.id and e.kind = 'status' and e.data ->> 'to' = 'shipped'
           ))::int as shipped
         from orders
         where created_at >= (((now() at time zone 'Asia/Kolkata')::date - 6)::timestamp at time zone 'Asia/Kolkata')`,
      )
      await become(db, admin)
      const { answer } = await rowOf(db, "select get_order_analytics(7, 'Asia/Kolkata') as answer")
      return { analytics: orderAnalyticsRow.parse(answer), real }
    })
    expect(analytics.days).toHaveLength(7)
    expect(analytics.days.reduce((sum, { orders }) => sum + orders, 0)).toBe(real.orders)
    expect(analytics.totals).toMatchObject({ orders: real.orders, revenue: real.revenue })
    expect(analytics.days.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(real.revenue)
    expect(analytics.funnel.map(({ status }) => status)).toHaveLength(8)
    expect(analytics.funnel[0]).toEqual({ status: 'placed', reached: real.orders, now: real.placed })
    expect(analytics.funnel[3]).toMatchObject({ status: 'shipped', reached: real.shipped })
    expect(analytics.timeZone).toBe('Asia/Kolkata')
  })

  test('rest on the way of each order, which is what its events say', async () => {
    const [moved, cancelled] = [await createOrder(me), await createOrder(me)]
    await step(moved.id, 'confirmed', 'packed', 'shipped', 'out_for_delivery', 'shipped', 'returned')
    await step(cancelled.id, 'confirmed', 'cancelled')
    const differences = await rowsOf(
      database,
      `(table private.order_ways except table private.order_ways_told)
       union all (table private.order_ways_told except table private.order_ways)`,
    )
    expect(differences).toEqual([])
    const ways = await rowsOf<{ reached: string; waited: string }>(
      database,
      `select reached::text, array(select t > 0 from unnest(seconds) as t)::text as waited
       from private.order_ways where order_id = any ($1) order by array_length(reached, 1)`,
      [[moved.id, cancelled.id]],
    )
    expect(ways).toEqual([
      // How long it waited until it was cancelled, or waits now, is not known.
      { reached: '{placed,confirmed,cancelled}', waited: '{t,NULL,NULL}' },
      {
        reached: '{placed,confirmed,packed,shipped,out_for_delivery,returned}',
        waited: '{t,t,t,t,t,NULL}',
      },
    ])
  })

  test.each([
    ['a time zone that is none', "30, 'Mars/Base'"],
    ['null', 'null, null'],
    ['nonsense', "-5, ''"],
  ])('take %s for the usual', async (_, args) => {
    const { timeZone, days } = orderAnalyticsRow.parse(await call(admin, `get_order_analytics(${args})`))
    expect(timeZone).toBe('UTC')
    expect(days.length).toBeGreaterThan(0)
  })
})
