import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowOf, rowsOf } from '../support/database.ts'
import { type PrivateStack, startPrivateStack } from '../support/stack.ts'

const PUBLIC = fileURLToPath(new URL('../../public', import.meta.url))

let stack: PrivateStack
let db: pg.Client

beforeAll(async () => {
  stack = await startPrivateStack({ demo: true })
  db = new pg.Client({ connectionString: stack.status.db_url })
  await db.connect()
})

afterAll(async () => {
  await db.end()
  await stack.stop()
})

test('the demo shop has pictures for all, a last piece and something sold out', async () => {
  const products = await rowsOf<{ slug: string; image_path: string; stock: number }>(
    db,
    'select slug, image_path, stock from products',
  )
  expect(products).toHaveLength(22)
  expect(products.every(({ slug, image_path }) => image_path === `/products/${slug}.svg`)).toBe(true)
  expect(products.filter(({ image_path }) => !existsSync(`${PUBLIC}${image_path}`))).toEqual([])
  expect(products.filter(({ stock }) => stock === 1)).toHaveLength(1)
  expect(products.filter(({ stock }) => stock === 0)).toHaveLength(1)
})

test('its orders are in every status, and their events are in the order of time and end where they are', async () => {
  const counts = await rowsOf<{ status: string }>(db, 'select distinct status from orders')
  expect(counts).toHaveLength(8)
  const wrong = await rowsOf(
    db,
    `select o.order_number from orders as o
     where o.status::text <> (
       select e.data ->> 'to' from order_events as e where e.order_id = o.id and e.kind = 'status' order by e.id desc limit 1
     )
     or exists (
       select from (select created_at < lag(created_at) over (order by id) as is_back from order_events as e where e.order_id = o.id) as step
       where is_back
     )
     or o.updated_at > now() or o.total <> (select sum(i.unit_price * i.quantity) from order_items as i where i.order_id = o.id)`,
  )
  expect(wrong).toEqual([])
})

test('there is enough of a past to predict from, and an inbox that is not overflowing', async () => {
  const { id, user_id } = await rowOf<{ id: string; user_id: string }>(
    db,
    "select id, user_id from orders where status = 'shipped' order by created_at limit 1",
  )
  await db.query('begin')
  await db.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub: user_id })])
  const { page } = await rowOf<{ page: { prediction: { based_on: number } } }>(
    db,
    'select get_order($1) as page',
    [id],
  )
  await db.query('rollback')
  expect(page.prediction.based_on).toBeGreaterThan(20)
  const { most } = await rowOf<{ most: number }>(
    db,
    "select max(n)::int as most from (select count(*) as n from notifications where link like '/orders/%' group by user_id) as inbox",
  )
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(30)
})

test('what is on its way is where it would be by now: one order is late, by hours, and says why', async () => {
  const late = await rowsOf<{ note: string | null; hours: number }>(
    db,
    `select note, extract(epoch from now() - eta)::int / 3600 as hours from orders
     where status in ('shipped', 'out_for_delivery') and eta < now()`,
  )
  expect(late).toHaveLength(1)
  expect(late[0]?.hours).toBeLessThan(12)
  expect(late[0]?.note).toContain('later than planned')
  const stuck = await rowsOf(
    db,
    `select order_number, status, now() - status_changed_at as since from orders
     where now() - status_changed_at > case status
       when 'placed' then interval '3 hours'
       when 'confirmed' then interval '12 hours'
       when 'packed' then interval '15 hours'
       when 'shipped' then interval '54 hours'
       when 'out_for_delivery' then interval '9 hours'
     end`,
  )
  expect(stuck).toEqual([])
})
