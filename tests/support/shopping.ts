import { randomUUID } from 'node:crypto'
import type { StackStatus } from '../../supabase/local/stack.ts'
import type { Person } from './people.ts'

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

export type PlacedOrder = { id: string; order_number: string; version: number }

/** A product of its own, put on sale by SQL. */
export async function offerProduct(sql: Sql, { stock = 1_000, price = 49_900 } = {}): Promise<string> {
  const slug = `thing-${randomUUID()}`
  const [row] = await sql(
    'insert into public.products (slug, name, price, stock) values ($1, $2, $3, $4) returning id',
    [slug, `Thing ${slug.slice(6, 14)}`, price, stock],
  )
  return String(row?.id)
}

/** Places an order as the shopper's browser does: through REST, with the shopper's own token. */
export async function placeOrder(
  stack: StackStatus,
  shopper: Pick<Person, 'accessToken'>,
  productId: string,
  { name = 'Meera Shopper', city = 'Pune', quantity = 1 } = {},
): Promise<PlacedOrder> {
  const response = await fetch(`${stack.api_url}/rest/v1/rpc/place_order`, {
    method: 'POST',
    headers: {
      apikey: stack.publishable_key,
      authorization: `Bearer ${shopper.accessToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      items: [{ product_id: productId, quantity }],
      shipping: { name, phone: '+91 98450 12345', address: '12 Lake Road', city, postcode: '411001' },
      payment_method: 'cod',
      idempotency_key: randomUUID(),
    }),
  })
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`The order was refused: ${response.status} ${JSON.stringify(body)}`)
  return body as PlacedOrder
}
