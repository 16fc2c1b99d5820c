import { randomUUID } from 'node:crypto'
import { database, rowOf, rowsOf } from './database.ts'
import type { Persona } from './personas.ts'
import { call } from './plan-calls.ts'

export type ProductRow = { id: string; slug: string; name: string; price: number; stock: number }

type ProductOptions = { name?: string; price?: number; stock?: number; isActive?: boolean; currency?: string }

/** A product, inserted by SQL. `price` is in minor units. */
export async function createProduct(options: ProductOptions = {}): Promise<ProductRow> {
  const { name = 'Test Mug', price = 45_000, stock = 100, isActive = true, currency = 'INR' } = options
  const id = randomUUID()
  const row = await rowOf<ProductRow>(
    database,
    `insert into products (id, slug, name, price, stock, is_active, currency) values ($1, $2, $3, $4, $5, $6, $7)
     returning id, slug, name, price::int, stock`,
    [id, `p-${id}`, name, price, stock, isActive, currency],
  )
  return row
}

export type PlacedOrder = {
  id: string
  order_number: string
  user_id: string
  status: string
  payment_method: string
  payment_status: string
  razorpay_order_id: string | null
  subtotal: number
  total: number
  version: number
  note: string | null
  eta: string | null
  refund_due: boolean
  can_cancel: boolean
  payment_due_at: string | null
  next_statuses: string[]
}

export const SHIPPING = {
  name: 'Mira Shah',
  phone: '+91 98765 43210',
  address: '12, Lake Road',
  city: 'Pune',
  postcode: '411001',
}

type PlaceOptions = {
  key?: string
  method?: 'cod' | 'razorpay'
  shipping?: unknown
  expectedTotal?: number | null
}

/** Calls `place_order` and keeps it. Errors: the SQL error, with `code` and `detail`. */
export function placeOrder(
  persona: Persona,
  items: unknown,
  { key = randomUUID(), method = 'cod', shipping = SHIPPING, expectedTotal = null }: PlaceOptions = {},
): Promise<PlacedOrder> {
  return call(persona, 'place_order($1, $2, $3, $4, $5)', [
    JSON.stringify(items),
    JSON.stringify(shipping),
    method,
    key,
    expectedTotal,
  ])
}

/** An order of one product, placed by a persona. */
export async function createOrder(
  persona: Persona,
  options: PlaceOptions & ProductOptions = {},
): Promise<PlacedOrder> {
  const product = await createProduct(options)
  return placeOrder(persona, [{ product_id: product.id, quantity: 1 }], options)
}

export function updateTracking(
  persona: Persona,
  orderId: string,
  version: number | null,
  patch: unknown,
): Promise<PlacedOrder> {
  return call(persona, 'update_tracking($1, $2, $3)', [orderId, version, JSON.stringify(patch)])
}

export function cancelOrder(persona: Persona, orderId: string): Promise<PlacedOrder> {
  return call(persona, 'cancel_order($1)', [orderId])
}

/** Takes an order along a way of statuses, by plain SQL. */
export async function step(orderId: string, ...statuses: string[]): Promise<void> {
  for (const status of statuses) {
    await database.query('update orders set status = $2 where id = $1', [orderId, status])
  }
}

export async function stockOf(productId: string): Promise<number> {
  const { stock } = await rowOf<{ stock: number }>(database, 'select stock from products where id = $1', [
    productId,
  ])
  return stock
}

export type OrderEventRow = { kind: string; data: Record<string, unknown>; actor_id: string | null }

/** What happened to an order, oldest first. */
export function eventsOf(orderId: string): Promise<OrderEventRow[]> {
  return rowsOf<OrderEventRow>(
    database,
    'select kind, data, actor_id from order_events where order_id = $1 order by id',
    [orderId],
  )
}

type InsertOptions = { ageMinutes?: number; method?: 'cod' | 'razorpay'; isPaid?: boolean }

/** An order of one piece, inserted by SQL with a past. */
export async function insertOrder(
  userId: string,
  product: ProductRow,
  { ageMinutes = 0, method = 'razorpay', isPaid = false }: InsertOptions = {},
): Promise<{ id: string; order_number: string }> {
  const order = await rowOf<{ id: string; order_number: string }>(
    database,
    `insert into orders (user_id, payment_method, payment_status, subtotal, total,
       ship_name, ship_phone, ship_address, ship_city, ship_postcode, created_at)
     values ($1, $2, $3, $4, $4, 'Mira Shah', '+91 98765 43210', '12, Lake Road', 'Pune', '411001',
       now() - make_interval(mins => $5::int))
     returning id, order_number`,
    [userId, method, isPaid ? 'paid' : 'pending', product.price, ageMinutes],
  )
  await database.query(
    'insert into order_items (order_id, product_id, name, unit_price, quantity) values ($1, $2, $3, $4, 1)',
    [order.id, product.id, product.name, product.price],
  )
  return order
}

/** Each broken promise of one snapshot, in words: totals add up, stock is what is left, events replay to the row. */
export async function orderViolations(
  productIds: string[],
  initialStock: Record<string, number>,
): Promise<string[]> {
  const rows = await rowsOf<{ violation: string }>(
    database,
    `with mine as (
       select distinct o.* from orders as o join order_items as i on i.order_id = o.id where i.product_id = any ($1)
     ),
     sold as (
       select i.product_id, sum(i.quantity) as pieces
       from order_items as i join mine on mine.id = i.order_id
       where mine.status not in ('cancelled', 'returned')
       group by i.product_id
     ),
     last_status as (
       select distinct on (e.order_id) e.order_id, e.data ->> 'to' as status
       from order_events as e join mine on mine.id = e.order_id
       where e.kind = 'status' order by e.order_id, e.id desc
     ),
     chain as (
       select e.order_id, e.data ->> 'from' as came_from,
         lag(e.data ->> 'to') over (partition by e.order_id order by e.id) as was
       from order_events as e join mine on mine.id = e.order_id where e.kind = 'status'
     )
     select format('stock of %s: %s left, %s sold, %s at first', p.id, p.stock, coalesce(sold.pieces, 0), $2::jsonb ->> p.id::text) as violation
     from products as p left join sold on sold.product_id = p.id
     where p.id = any ($1) and p.stock + coalesce(sold.pieces, 0) <> ($2::jsonb ->> p.id::text)::int
     union all
     select format('%s has a total of %s for items of %s', mine.order_number, mine.total, sum(i.unit_price * i.quantity))
     from mine join order_items as i on i.order_id = mine.id
     group by mine.id, mine.order_number, mine.total having mine.total <> sum(i.unit_price * i.quantity)
     union all
     select format('%s is %s, its events say %s', mine.order_number, mine.status, l.status)
     from mine left join last_status as l on l.order_id = mine.id where mine.status::text is distinct from l.status
     union all
     select format('events of %s have a gap', order_id) from chain where came_from is distinct from was`,
    [productIds, JSON.stringify(initialStock)],
  )
  return rows.map((row) => row.violation)
}
