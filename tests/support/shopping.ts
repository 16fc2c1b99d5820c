import { randomUUID } from 'node:crypto'
import type { StackStatus } from '../../supabase/local/stack.ts'
import type { Person } from './people.ts'

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

type Shopper = Pick<Person, 'accessToken'>

const SHIPPING = {
  name: 'Meera Shopper',
  phone: '+91 98450 12345',
  address: '12 Lake Road',
  city: 'Pune',
  postcode: '411001',
}

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
  shopper: Shopper,
  productId: string,
  { quantity = 1, ...shipping }: { quantity?: number } & Partial<typeof SHIPPING> = {},
): Promise<PlacedOrder> {
  const order = await callAs(stack, shopper, 'place_order', {
    items: [{ product_id: productId, quantity }],
    shipping: { ...SHIPPING, ...shipping },
    payment_method: 'cod',
    idempotency_key: randomUUID(),
  })
  return order as PlacedOrder
}

/** A new link to an order, as its shopper makes it: the path of its page. */
export async function shareOrder(stack: StackStatus, shopper: Shopper, orderId: string): Promise<string> {
  const share = await callAs(stack, shopper, 'share_order', { order_id: orderId })
  return `/track/${(share as { token: string }).token}`
}

async function callAs(stack: StackStatus, { accessToken }: Shopper, name: string, args: object) {
  const response = await fetch(`${stack.api_url}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: {
      apikey: stack.publishable_key,
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(args),
  })
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`${name} was refused: ${response.status} ${JSON.stringify(body)}`)
  return body
}
