import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { clientAs } from '../support/api-clients.ts'
import { database } from '../support/database.ts'
import { createProduct, SHIPPING, step } from '../support/order-calls.ts'
import { type Person, signUpPerson } from '../support/people.ts'
import { until } from '../support/until.ts'

/** What reaches whom on the wire, with the unmodified client: REST and the socket. */
const stack = inject('stack')
const clients: SupabaseClient[] = []
let shopper: Person
let stranger: Person
let admin: Person

type Change = { eventType: string; table: string; new: Record<string, unknown> }
type Watch = { table: string; filter?: string }

beforeAll(async () => {
  ;[shopper, stranger, admin] = await Promise.all([
    signUpPerson(stack),
    signUpPerson(stack),
    signUpPerson(stack),
  ])
  await database.query("update profiles set role = 'admin' where id = $1", [admin.id])
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.removeAllChannels()))
})

async function order(person: Person, productId: string): Promise<string> {
  const { data, error } = await clientAs(stack, person.accessToken).rpc('place_order', {
    items: [{ product_id: productId, quantity: 1 }],
    shipping: SHIPPING,
    payment_method: 'cod',
    idempotency_key: crypto.randomUUID(),
  })
  expect(error).toBeNull()
  return (data as { id: string }).id
}

describe('a screen learns', () => {
  test('the shopper’s, of each step of the own order by SQL, and of nobody else’s', async () => {
    const product = await createProduct()
    const [mine, other] = [await order(shopper, product.id), await order(stranger, product.id)]
    const changes = await watch(shopper, [{ table: 'orders', filter: `user_id=eq.${shopper.id}` }])
    const peek = await watch(stranger, [
      { table: 'orders', filter: `id=eq.${mine}` },
      { table: 'order_events' },
    ])
    await step(other, 'confirmed')
    await step(mine, 'confirmed', 'packed')
    await until(() => changes.find(({ new: row }) => row.status === 'packed'))
    expect(new Set(changes.map(({ new: row }) => row.id))).toEqual(new Set([mine]))
    await until(() => peek.find(({ table }) => table === 'order_events'))
    expect(peek.filter(({ table, new: row }) => table === 'orders' || row.order_id !== other)).toEqual([])
  })

  test('the admin’s, of 40 orders placed at once, each once', async () => {
    const product = await createProduct()
    const changes = await watch(admin, [{ table: 'orders' }])
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, n) => order(n % 2 ? shopper : stranger, product.id)),
    )
    const arrived = () =>
      changes.filter(({ eventType, new: row }) => eventType === 'INSERT' && ids.includes(row.id as string))
    await until(() => arrived().length >= 40)
    expect(new Set(arrived().map(({ new: row }) => row.id))).toEqual(new Set(ids))
    expect(arrived()).toHaveLength(40)
  })

  test('a visitor’s, of the stock with every order, and of a product that is withdrawn', async () => {
    const product = await createProduct({ stock: 5 })
    const changes = await watch(null, [
      { table: 'products', filter: `id=eq.${product.id}` },
      { table: 'product_departures', filter: `product_id=eq.${product.id}` },
    ])
    await order(shopper, product.id)
    await until(() => changes.find(({ new: row }) => row.stock === 4))
    await database.query("update products set is_active = false, description = 'A secret' where id = $1", [
      product.id,
    ])
    const gone = await until(() => changes.find(({ new: row }) => row.product_id === product.id))
    expect(gone.table).toBe('product_departures')
    expect(JSON.stringify(changes)).not.toContain('A secret')
  })
})

/** One channel with these watches, as a person or a visitor; resolves when changes flow. */
async function watch(person: Person | null, watches: Watch[]): Promise<Change[]> {
  const client = clientAs(stack, person?.accessToken)
  clients.push(client)
  await client.realtime.setAuth(person?.accessToken ?? null)
  const changes: Change[] = []
  const channel = client.channel(`watch-${clients.length}`)
  for (const target of watches) {
    channel.on('postgres_changes', { event: '*', schema: 'public', ...target }, (change) => {
      changes.push(change as unknown as Change)
    })
  }
  await flowing(channel)
  return changes
}

async function flowing(channel: RealtimeChannel): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error('Changes do not flow after 20 s.')), 20_000).unref()
    channel.on('system', {}, (message: { status: string; message: string }) => {
      if (message.status === 'ok') resolve()
      else reject(new Error(message.message))
    })
    channel.subscribe((status, error) => {
      if (status === 'CHANNEL_ERROR' || status === 'TIMED_OUT') reject(error ?? new Error(status))
    })
  })
}
