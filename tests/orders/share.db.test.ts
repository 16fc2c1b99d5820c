import type { SupabaseClient } from '@supabase/supabase-js'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { clientAs } from '../support/api-clients.ts'
import { database, rowsOf } from '../support/database.ts'
import { createAccount } from '../support/factories.ts'
import { createOrder, createProduct, insertOrder, SHIPPING, step } from '../support/order-calls.ts'
import { as, type Persona, signedIn } from '../support/personas.ts'
import { call } from '../support/plan-calls.ts'
import { until } from '../support/until.ts'

const visitor: Persona = { role: 'anon', claims: { role: 'anon' } }
const stack = inject('stack')
const clients: SupabaseClient[] = []
let me: Persona

type Shared = {
  signal_id: string
  order_number: string
  status: string
  delivery_partner_phone: string | null
}

beforeAll(async () => {
  me = signedIn(await createAccount({ displayName: 'Mira Shah' }))
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.removeAllChannels()))
})

async function share(orderId: string): Promise<string> {
  const { token } = await call<{ token: string }>(me, 'share_order($1)', [orderId])
  return token
}

function open(token: string): Promise<Shared> {
  return call(visitor, 'get_shared_order($1)', [token])
}

describe('a link to an order', () => {
  test('shows how it gets on, and nothing of its shopper, its price or its payment', async () => {
    const order = await createOrder(me, { name: 'Clay Teapot', price: 129_900 })
    await step(order.id, 'confirmed', 'packed', 'shipped')
    await database.query(
      `update orders set note = 'Leave it with Anna', delivery_partner_name = 'Kiran',
         delivery_partner_phone = '+91 11111 22222', location_lat = 18.5, location_lng = 73.8 where id = $1`,
      [order.id],
    )
    const shown = await open(await share(order.id))
    expect(shown).toMatchObject({
      order_number: order.order_number,
      status: 'shipped',
      location_lat: 18.5,
      delivery_partner_phone: '+91 11111 22222',
      items: [{ name: 'Clay Teapot', quantity: 1 }],
    })
    const text = JSON.stringify(shown)
    for (const secret of [...Object.values(SHIPPING), 'Anna', '129900', order.id, order.user_id]) {
      expect(text).not.toContain(secret)
    }
  })

  test('does not tell that an order ended because nobody paid', async () => {
    const { id } = await insertOrder(String(me.claims.sub), await createProduct(), { ageMinutes: 60 })
    const token = await share(id)
    await database.query('select private.release_order($1)', [id])
    const shown = await open(token)
    expect(shown.status).toBe('cancelled')
    expect(JSON.stringify(shown)).not.toContain('unpaid')
  })

  test('shows the courier’s number only while there is a courier on the way', async () => {
    const { id } = await createOrder(me)
    await database.query("update orders set delivery_partner_phone = '+91 11111 22222' where id = $1", [id])
    const token = await share(id)
    expect(await open(token)).toMatchObject({ delivery_partner_phone: null })
    await step(id, 'confirmed', 'packed', 'shipped', 'out_for_delivery')
    expect(await open(token)).toMatchObject({ delivery_partner_phone: '+91 11111 22222' })
    await step(id, 'delivered')
    expect(await open(token)).toMatchObject({ delivery_partner_phone: null })
  })

  test('is kept as a hash only', async () => {
    const { id } = await createOrder(me)
    const token = await share(id)
    const kept = await rowsOf(database, 'select s::text from private.order_shares as s where order_id = $1', [
      id,
    ])
    expect(JSON.stringify(kept)).not.toContain(token)
  })

  test('ends when it is revoked, and when its time is over', async () => {
    const { id } = await createOrder(me)
    const [token, other] = [await share(id), await share(id)]
    await database.query(
      "update private.order_shares set expires_at = now() - interval '1 second' where order_id = $1 and token_hash = sha256(convert_to($2, 'UTF8'))",
      [id, other],
    )
    await expect(open(other)).rejects.toMatchObject({ code: 'PT404' })
    expect(await open(token)).toMatchObject({ status: 'placed' })
    expect(await call(me, 'revoke_order_shares($1)', [id])).toBe(1)
    await expect(open(token)).rejects.toMatchObject({ code: 'PT404' })
  })

  test('is made by the shopper or an admin, ten at most', async () => {
    const { id } = await createOrder(me)
    for (const persona of [visitor, signedIn(await createAccount())]) {
      await expect(call(persona, 'share_order($1)', [id])).rejects.toMatchObject({
        code: expect.stringMatching(/PT404|42501/),
      })
    }
    await call(signedIn(await createAccount({ role: 'admin' })), 'share_order($1, 1)', [id])
    for (let made = 1; made < 10; made += 1) await share(id)
    await expect(share(id)).rejects.toMatchObject({ code: 'PT409' })
    await expect(call(me, 'share_order($1, 61)', [id])).rejects.toMatchObject({ code: 'PT400' })
  })

  test.each(['', 'x', 'null'])('%j opens nothing', async (token) => {
    await expect(open(token)).rejects.toMatchObject({ code: 'PT404' })
  })
})

describe('an open link', () => {
  test('hears of each change without an account, and of nothing else', async () => {
    const [order, other] = [await createOrder(me), await createOrder(me)]
    const { signal_id } = await open(await share(order.id))
    await share(other.id)
    const changes = await watch(`id=eq.${signal_id}`)
    await step(other.id, 'confirmed')
    await step(order.id, 'confirmed')
    await until(() => changes.find(({ new: row }) => row.id === signal_id))
    expect(changes.map((change) => change.new)).toEqual([{ id: signal_id }])

    await call(me, 'revoke_order_shares($1)', [order.id])
    await until(() => changes.length === 2)
  })

  test('can read of its signal nothing but the id that it knows', async () => {
    await expect(
      as(visitor, (db) => rowsOf(db, 'select changed_at from order_share_signals')),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(as(visitor, (db) => rowsOf(db, 'select * from private.order_shares'))).rejects.toMatchObject(
      { code: '42501' },
    )
    await expect(as(visitor, (db) => rowsOf(db, 'select id from orders'))).rejects.toMatchObject({
      code: '42501',
    })
  })
})

type Change = { new: Record<string, unknown> }

async function watch(filter: string): Promise<Change[]> {
  const client = clientAs(stack)
  clients.push(client)
  const changes: Change[] = []
  let isLive = false
  client
    .channel(`shared ${filter}`)
    .on(
      'postgres_changes',
      { event: '*', schema: 'public', table: 'order_share_signals', filter },
      (change) => {
        changes.push(change as unknown as Change)
      },
    )
    .on('system', {}, ({ status }) => {
      isLive = status === 'ok'
    })
    .subscribe()
  await until(() => isLive)
  return changes
}
