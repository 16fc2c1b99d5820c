import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { database, rowsOf } from '../support/database.ts'
import { createAccount } from '../support/factories.ts'
import { createProduct, orderViolations, SHIPPING } from '../support/order-calls.ts'
import { become, signedIn } from '../support/personas.ts'

/** Many at once, each on a connection of its own. */
const SHOPPERS = 50
const pool = new pg.Pool({ connectionString: inject('stack').db_url, max: SHOPPERS })

beforeAll(async () => {
  // Connected beforehand, so that they begin together.
  const clients = await Promise.all(Array.from({ length: SHOPPERS }, () => pool.connect()))
  for (const client of clients) client.release()
})
afterAll(() => pool.end())

async function place(userId: string, productId: string, quantity = 1, key = randomUUID()) {
  const db = await pool.connect()
  try {
    await db.query('begin')
    await become(db, signedIn({ id: userId, email: 'someone@rowcast.test' }))
    const { rows } = await db.query<{ answer: { id: string } }>(
      'select place_order($1, $2, $3, $4) as answer',
      [JSON.stringify([{ product_id: productId, quantity }]), JSON.stringify(SHIPPING), 'cod', key],
    )
    await db.query('commit')
    return { id: rows[0]?.answer.id, code: null }
  } catch (error) {
    await db.query('rollback')
    return { id: undefined, code: (error as pg.DatabaseError).code }
  } finally {
    db.release()
  }
}

test('of 100 shoppers who want the last piece at once exactly one gets it', async () => {
  const product = await createProduct({ stock: 1 })
  const shoppers = await Promise.all(Array.from({ length: 100 }, () => createAccount()))
  const answers = await Promise.all(shoppers.map(({ id }) => place(id, product.id)))
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1)
  expect(answers.filter(({ code }) => code === 'PT409')).toHaveLength(99)
  expect(await orderViolations([product.id], { [product.id]: 1 })).toEqual([])
}, 60_000)

test('500 orders by 50 clients, each sent twice, all arrive, none twice, and the stock is exact', async () => {
  const product = await createProduct({ stock: 600 })
  const shoppers = await Promise.all(Array.from({ length: SHOPPERS }, () => createAccount()))
  const answers = await Promise.all(
    shoppers.flatMap(({ id }) =>
      Array.from({ length: 10 }, async () => {
        const key = randomUUID()
        const [first, again] = await Promise.all([
          place(id, product.id, 1, key),
          place(id, product.id, 1, key),
        ])
        expect(again).toEqual(first)
        return first
      }),
    ),
  )
  const ids = new Set(answers.map(({ id }) => id))
  expect(answers.map(({ code }) => code).filter(Boolean)).toEqual([])
  expect(ids.size).toBe(500)
  const rows = await rowsOf<{ id: string; order_number: string }>(
    database,
    'select o.id, o.order_number from orders as o join order_items as i on i.order_id = o.id where i.product_id = $1',
    [product.id],
  )
  expect(new Set(rows.map(({ id }) => id))).toEqual(ids)
  expect(new Set(rows.map(({ order_number }) => order_number)).size).toBe(500)
  expect(await orderViolations([product.id], { [product.id]: 600 })).toEqual([])
}, 120_000)
