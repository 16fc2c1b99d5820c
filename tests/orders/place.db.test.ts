import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, inTransaction, rowOf, rowsOf } from '../support/database.ts'
import { type Account, createAccount } from '../support/factories.ts'
import {
  createProduct,
  eventsOf,
  insertOrder,
  orderViolations,
  placeOrder,
  SHIPPING,
  stockOf,
} from '../support/order-calls.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { inboxOf } from '../support/plan-calls.ts'

let account: Account
let me: Persona

beforeAll(async () => {
  account = await createAccount()
  me = signedIn(account)
})

describe('placing an order', () => {
  test('takes prices and names from the database, and the stock', async () => {
    const [mug, lamp] = [
      await createProduct(),
      await createProduct({ name: 'Lamp', price: 249_900, stock: 4 }),
    ]
    const order = await placeOrder(me, [
      { product_id: mug.id, quantity: 2, unit_price: 1, price: 1 },
      { product_id: lamp.id, quantity: 1 },
    ])
    expect(order).toMatchObject({
      user_id: account.id,
      status: 'placed',
      payment_method: 'cod',
      payment_status: 'pending',
      subtotal: 339_900,
      total: 339_900,
      version: 1,
      can_cancel: true,
      payment_due_at: null,
      next_statuses: ['confirmed', 'cancelled'],
    })
    expect(order.order_number).toMatch(/^RC-[2-9A-HJ-NP-Z]{8}$/)
    expect(
      await rowsOf(
        database,
        'select name, unit_price::int, quantity from order_items where order_id = $1 order by name',
        [order.id],
      ),
    ).toEqual([
      { name: 'Lamp', unit_price: 249_900, quantity: 1 },
      { name: 'Test Mug', unit_price: 45_000, quantity: 2 },
    ])
    expect([await stockOf(mug.id), await stockOf(lamp.id)]).toEqual([98, 3])
    expect(await eventsOf(order.id)).toEqual([
      { kind: 'status', data: { from: null, to: 'placed' }, actor_id: account.id },
    ])
  })

  test('counts the same product on two lines as one wish', async () => {
    const product = await createProduct({ stock: 3 })
    const line = { product_id: product.id, quantity: 2 }
    await expect(placeOrder(me, [line, line])).rejects.toMatchObject({
      message: 'Only 3 of "Test Mug" left.',
    })
    expect(await placeOrder(me, [line, { ...line, quantity: 1 }])).toMatchObject({ total: 135_000 })
    expect(await stockOf(product.id)).toBe(0)
  })

  test('names every item that is short, and what is left, and takes nothing', async () => {
    const [gone, few, plenty] = [
      await createProduct({ name: 'Clock', stock: 0 }),
      await createProduct({ name: 'Tin', stock: 2 }),
      await createProduct(),
    ]
    const items = [gone, few, plenty].map(({ id }) => ({ product_id: id, quantity: 3 }))
    const error = await placeOrder(me, items).catch((cause: { code: string; detail: string }) => cause)
    expect(error).toMatchObject({ code: 'PT409' })
    expect(JSON.parse((error as { detail: string }).detail)).toEqual({
      reason: 'out_of_stock',
      fields: { [gone.id]: ['"Clock" is sold out.'], [few.id]: ['Only 2 of "Tin" left.'] },
    })
    expect([await stockOf(few.id), await stockOf(plenty.id)]).toEqual([2, 100])
  })

  test('refuses what is not sold (any more)', async () => {
    const hidden = await createProduct({ isActive: false })
    for (const product_id of [hidden.id, randomUUID()]) {
      await expect(placeOrder(me, [{ product_id, quantity: 1 }])).rejects.toMatchObject({
        code: 'PT409',
        message: 'A product in the cart is not sold any more.',
      })
    }
  })

  test('refuses another total than the shopper has seen, and says the new one', async () => {
    const product = await createProduct()
    const items = [{ product_id: product.id, quantity: 1 }]
    await expect(placeOrder(me, items, { expectedTotal: 44_000 })).rejects.toMatchObject({
      code: 'PT409',
      detail: '{"total": 45000, "reason": "price_changed"}',
    })
    expect(await placeOrder(me, items, { expectedTotal: 45_000 })).toMatchObject({ total: 45_000 })
  })

  test.each([
    ['no list', 'x'],
    ['an empty cart', []],
    ['no product', [{ quantity: 1 }]],
    ['a product that is no id', [{ product_id: "x' or true", quantity: 1 }]],
    ['no quantity', [{ product_id: randomUUID() }]],
    ['a negative quantity', [{ product_id: randomUUID(), quantity: -1 }]],
    ['half a piece', [{ product_id: randomUUID(), quantity: 0.5 }]],
    ['a quantity as text', [{ product_id: randomUUID(), quantity: '1' }]],
    ['too much', [{ product_id: randomUUID(), quantity: 100 }]],
    ['too many lines', Array.from({ length: 51 }, () => ({ product_id: randomUUID(), quantity: 1 }))],
    ['null', null],
  ])('refuses %s', async (_, items) => {
    await expect(placeOrder(me, items)).rejects.toMatchObject({ code: 'PT400' })
  })

  test.each([
    ['name', ' '],
    ['phone', 'call me'],
    ['phone', '12'],
    ['address', ''],
    ['city', null],
    ['postcode', '?'],
  ])('refuses shipping with %s = %j and names the field', async (field, value) => {
    const product = await createProduct()
    const shipping = { ...SHIPPING, [field]: value }
    const error = await placeOrder(me, [{ product_id: product.id, quantity: 1 }], { shipping }).catch(
      (cause) => cause,
    )
    expect(error).toMatchObject({ code: 'PT400' })
    expect(Object.keys(JSON.parse(error.detail).fields)).toEqual([field])
  })

  test('needs an account', async () => {
    const product = await createProduct()
    const guest = signedIn(await createAccount({ isGuest: true }))
    await expect(placeOrder(guest, [{ product_id: product.id, quantity: 1 }])).rejects.toMatchObject({
      code: 'PT403',
    })
  })

  test('sent many times at once with one key counts once, with one answer for all', async () => {
    const product = await createProduct()
    const key = randomUUID()
    const items = [{ product_id: product.id, quantity: 1 }]
    const answers = await Promise.all(Array.from({ length: 8 }, () => placeOrder(me, items, { key })))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await stockOf(product.id)).toBe(99)
    await expect(placeOrder(me, [{ product_id: product.id, quantity: 2 }], { key })).rejects.toMatchObject({
      code: 'PT409',
      message: 'This idempotency key belongs to another request.',
    })
  })
})

describe('stock', () => {
  test.each(['sql', 'function'])('is given back when an order is cancelled by %s', async (way) => {
    const product = await createProduct({ stock: 5 })
    const { id } = await placeOrder(me, [{ product_id: product.id, quantity: 3 }])
    expect(await stockOf(product.id)).toBe(2)
    if (way === 'sql') await database.query("update orders set status = 'cancelled' where id = $1", [id])
    else
      await inTransaction('commit', (db) =>
        db.query("update orders set status = 'cancelled' where id = $1", [id]),
      )
    expect(await stockOf(product.id)).toBe(5)
  })

  test('is not taken by what SQL adds to an order that has ended', async () => {
    const [ordered, added] = [await createProduct(), await createProduct({ stock: 5 })]
    const { id } = await placeOrder(me, [{ product_id: ordered.id, quantity: 1 }])
    await database.query("update orders set status = 'cancelled' where id = $1", [id])
    await database.query(
      "insert into order_items (order_id, product_id, name, unit_price, quantity) values ($1, $2, 'Late', 1, 2)",
      [id, added.id],
    )
    expect(await stockOf(added.id)).toBe(5)
  })

  test('never falls below zero, not even by plain SQL', async () => {
    const product = await createProduct({ stock: 1 })
    await expect(
      database.query('update products set stock = stock - 2 where id = $1', [product.id]),
    ).rejects.toMatchObject({ code: '23514' })
  })

  test('of an order that was never paid is free after its time, for whoever comes next', async () => {
    const product = await createProduct({ stock: 1 })
    const items = [{ product_id: product.id, quantity: 1 }]
    const unpaid = await insertOrder(account.id, product, { ageMinutes: 31 })
    const next = signedIn(await createAccount())
    const placed = await placeOrder(next, items)
    expect(placed.status).toBe('placed')
    expect(await rowOf(database, 'select status from orders where id = $1', [unpaid.id])).toEqual({
      status: 'cancelled',
    })
    expect((await eventsOf(unpaid.id)).at(-1)).toEqual({
      kind: 'status',
      data: { from: 'placed', to: 'cancelled', reason: 'unpaid' },
      actor_id: null,
    })
    expect((await inboxOf(account.id)).at(-1)).toMatchObject({
      title: `Order ${unpaid.order_number} is cancelled`,
      message: 'The payment did not arrive in time, so the order has been cancelled.',
      link: `/orders/${unpaid.id}`,
    })
  })

  test('of an order that can still be paid is held', async () => {
    const product = await createProduct({ stock: 1 })
    const items = [{ product_id: product.id, quantity: 1 }]
    const { payment_due_at } = await placeOrder(me, items, { method: 'razorpay' })
    expect(Date.parse(payment_due_at ?? '')).toBeGreaterThan(Date.now())
    const next = signedIn(await createAccount())
    await expect(placeOrder(next, items)).rejects.toMatchObject({ code: 'PT409' })
  })

  test('is released by the worker for unpaid orders only, once', async () => {
    const product = await createProduct({ stock: 10 })
    const [lapsed, young, cash, paid] = [
      await insertOrder(account.id, product, { ageMinutes: 31 }),
      await insertOrder(account.id, product),
      await insertOrder(account.id, product, { ageMinutes: 31, method: 'cod' }),
      await insertOrder(account.id, product, { ageMinutes: 31, isPaid: true }),
    ] as const
    await Promise.all(Array.from({ length: 3 }, () => database.query('select release_unpaid_orders()')))
    const rows = await rowsOf<{ id: string }>(
      database,
      "select id from orders where status = 'cancelled' and id = any ($1)",
      [[lapsed, young, cash, paid].map(({ id }) => id)],
    )
    expect(rows).toEqual([{ id: lapsed.id }])
    expect(await orderViolations([product.id], { [product.id]: 10 })).toEqual([])
  })

  test('two carts in opposite order, and plain SQL in between, never end in a deadlock', async () => {
    const [a, b] = [await createProduct({ stock: 1000 }), await createProduct({ stock: 1000 })]
    const there = [a, b].map(({ id }) => ({ product_id: id, quantity: 1 }))
    const plain = () =>
      database.query('update products set description = $2 where id = any ($1)', [[b.id, a.id], randomUUID()])
    const rounds = Array.from({ length: 20 }, (_, n) => [
      placeOrder(me, there),
      placeOrder(me, there.toReversed()),
      n % 4 === 0 ? plain() : Promise.resolve(),
    ])
    await Promise.all(rounds.flat())
    expect(await orderViolations([a.id, b.id], { [a.id]: 1000, [b.id]: 1000 })).toEqual([])
  })
})

describe('an order is a record', () => {
  test.each([
    'delete from orders where id = $1',
    'delete from order_items where order_id = $1',
    'update order_items set quantity = 99 where order_id = $1',
    'delete from order_events where order_id = $1',
    "update order_events set data = '{}' where order_id = $1",
    "insert into order_events (order_id, kind, data, created_at) values ($1, 'note', '{}', now())",
    'update orders set total = 1 where id = $1',
    'update orders set user_id = gen_random_uuid() where id = $1',
    "update orders set order_number = 'RC-1' where id = $1",
  ])('%s is refused', async (text) => {
    const product = await createProduct()
    const { id } = await placeOrder(me, [{ product_id: product.id, quantity: 1 }])
    await expect(database.query(text, [id])).rejects.toMatchObject({ code: 'PT409' })
  })

  test('and stays when its account goes', async () => {
    const leaver = await createAccount()
    const product = await createProduct()
    const { id } = await placeOrder(signedIn(leaver), [{ product_id: product.id, quantity: 1 }])
    await database.query('delete from auth.users where id = $1', [leaver.id])
    expect(await rowOf(database, 'select user_id, status from orders where id = $1', [id])).toEqual({
      user_id: null,
      status: 'placed',
    })
    await database.query("update orders set status = 'confirmed' where id = $1", [id])
  })
})
