import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, rowsOf } from '../support/database.ts'
import { createOrder, createProduct, insertOrder, SHIPPING } from '../support/order-calls.ts'
import { as, type Cast, createCast, PERSONAS, type PersonaName } from '../support/personas.ts'

/** Of the orders of `creator` and `otherCreator`, and what belongs to them: all, own, none, or no privilege. */
type Sight = 'all' | 'own' | 'none' | 'denied'

const TABLES = ['orders', 'order_items', 'order_events'] as const

const SIGHT: Record<PersonaName, Sight> = {
  anon: 'denied',
  guest: 'none',
  creator: 'own',
  otherCreator: 'own',
  teacher: 'none',
  admin: 'all',
  service: 'all',
}

let cast: Cast
let orders: { creator: string; otherCreator: string }
let onSale: string
let hidden: string

beforeAll(async () => {
  cast = await createCast()
  orders = {
    creator: (await createOrder(cast.creator)).id,
    otherCreator: (await createOrder(cast.otherCreator)).id,
  }
  onSale = (await createProduct()).id
  hidden = (await createProduct({ isActive: false })).id
  await database.query("insert into payment_events (provider, event_id, payload) values ('test', $1, '{}')", [
    randomUUID(),
  ])
})

describe.each(TABLES)('%s, by a plain request', (table) => {
  const key = table === 'orders' ? 'id' : 'order_id'

  test.each(PERSONAS)('%s sees what is theirs', async (persona) => {
    const rows = await outcome(persona, (db) =>
      rowsOf<{ id: string }>(db, `select ${key} as id from ${table} where ${key} = any ($1)`, [
        Object.values(orders),
      ]),
    )
    expect(sightOf(persona, rows)).toBe(SIGHT[persona])
  })

  test.each(PERSONAS)('%s neither changes nor deletes', async (persona) => {
    const column = table === 'orders' ? 'note' : 'order_id'
    const changed = await outcome(persona, (db) =>
      db.query(`update ${table} set ${column} = ${column} where ${key} = any ($1)`, [Object.values(orders)]),
    )
    const deleted = await outcome(persona, (db) => db.query(`delete from ${table}`))
    expect({ changed: word(changed), deleted: word(deleted) }).toEqual({
      changed: persona === 'service' && table === 'orders' ? 'allowed' : 'denied',
      deleted: 'denied',
    })
  })
})

describe('inserting', () => {
  test.each(PERSONAS)('%s', async (persona) => {
    const user = cast.accounts.creator.id
    const order = await outcome(persona, (db) =>
      db.query(
        `insert into orders (user_id, payment_method, subtotal, total, ship_name, ship_phone, ship_address, ship_city, ship_postcode)
         values ($1, 'cod', 1, 1, 'X', '12345', 'Road', 'Pune', '411001')`,
        [user],
      ),
    )
    const item = await outcome(persona, (db) =>
      db.query(
        "insert into order_items (order_id, product_id, name, unit_price, quantity) values ($1, $2, 'X', 1, 1)",
        [orders.creator, onSale],
      ),
    )
    const event = await outcome(persona, (db) =>
      db.query(
        "insert into order_events (order_id, kind, data, created_at) values ($1, 'note', '{}', now())",
        [orders.creator],
      ),
    )
    const writer = persona === 'service' ? 'allowed' : 'denied'
    expect([order, item, event].map(word)).toEqual([writer, writer, 'denied'])
  })
})

describe('products', () => {
  test.each(PERSONAS)('%s', async (persona) => {
    const rows = await outcome(persona, (db) => rowsOf<{ id: string }>(db, 'select id from products'))
    const ids = rows === 'denied' ? [] : rows.map(({ id }) => id)
    const write = await outcome(persona, (db) =>
      db.query('update products set stock = 0 where id = $1', [onSale]),
    )
    expect({ onSale: ids.includes(onSale), hidden: ids.includes(hidden), write: word(write) }).toEqual({
      onSale: true,
      hidden: persona === 'admin' || persona === 'service',
      write: persona === 'service' ? 'allowed' : 'denied',
    })
  })
})

test.each(PERSONAS)('what gateways said is for the service key: %s', async (persona) => {
  const rows = await outcome(persona, (db) => rowsOf(db, 'select id from payment_events'))
  expect(word(rows)).toBe(persona === 'service' ? 'allowed' : 'denied')
})

describe('the functions', () => {
  const MINE: [string, () => unknown[]][] = [
    ['get_order($1)', () => [orders.creator]],
    ['cancel_order($1)', () => [orders.creator]],
    ['share_order($1)', () => [orders.creator]],
    ['revoke_order_shares($1)', () => [orders.creator]],
  ]
  const FOR_ADMINS: [string, () => unknown[]][] = [
    ['update_tracking($1, 1, $2)', () => [orders.creator, '{}']],
    ['get_order_desk()', () => []],
    ['get_order_analytics()', () => []],
    ['export_orders()', () => []],
  ]
  const FOR_SERVICE: [string, () => unknown[]][] = [
    ['record_payment($1, $1, $1, $1, $2, 1, $1)', () => ['x', 'paid']],
    ['attach_payment_order($1, $2, $3)', () => [orders.creator, cast.accounts.creator.id, 'order_abcdefgh']],
    ['release_unpaid_orders()', () => []],
  ]

  test.each(['anon', 'guest', 'otherCreator', 'teacher', 'service'] as const)(
    '%s does nothing with an order of someone else',
    async (persona) => {
      for (const [text, values] of MINE)
        expect([text, word(await outcome(persona, call(text, values)))]).toEqual([text, 'denied'])
    },
  )

  test.each(PERSONAS.filter((name) => name !== 'admin'))('%s is no admin', async (persona) => {
    for (const [text, values] of FOR_ADMINS)
      expect(word(await outcome(persona, call(text, values)))).toBe('denied')
  })

  test.each(PERSONAS.filter((name) => name !== 'service'))('%s is no payment gateway', async (persona) => {
    for (const [text, values] of FOR_SERVICE)
      expect(word(await outcome(persona, call(text, values)))).toBe('denied')
  })

  test.each(['anon', 'guest', 'service'] as const)('%s places no order', async (persona) => {
    const values = () => [
      JSON.stringify([{ product_id: onSale, quantity: 1 }]),
      JSON.stringify(SHIPPING),
      'cod',
      randomUUID(),
    ]
    expect(word(await outcome(persona, call('place_order($1, $2, $3, $4)', values)))).toBe('denied')
  })
})

test('what a shopper reads never holds the name or address of an admin, nor an order of someone else', async () => {
  const product = await createProduct()
  const order = await insertOrder(cast.accounts.creator.id, product)
  await as(cast.admin, (db) =>
    db.query('select update_tracking($1, 1, \'{"status": "confirmed"}\')', [order.id]),
  )
  for (const text of [`get_order('${order.id}')`, 'get_my_orders()']) {
    const rows = await as(cast.creator, (db) => rowsOf(db, `select public.${text}`))
    const shown = JSON.stringify(rows)
    expect(shown).not.toContain(cast.accounts.admin.email)
    expect(shown).not.toContain(orders.otherCreator)
    expect(shown).not.toContain('idempotency_key')
  }
})

function call(text: string, values: () => unknown[]) {
  return (db: pg.PoolClient) => db.query(`select public.${text}`, values())
}

function sightOf(persona: PersonaName, rows: { id: string }[] | 'denied'): Sight {
  if (rows === 'denied') return 'denied'
  const seen = new Set(rows.map(({ id }) => id))
  if (seen.size === 2) return 'all'
  if (seen.size === 0) return 'none'
  const own = orders[persona as 'creator' | 'otherCreator']
  expect(seen).toEqual(new Set([own]))
  return 'own'
}

function word(result: unknown): 'allowed' | 'denied' {
  return result === 'denied' ? 'denied' : 'allowed'
}

/** How functions refuse: no account, a guest, nothing of theirs; and how Postgres does. */
const REFUSALS = ['42501', 'PT401', 'PT403', 'PT404']

async function outcome<T>(
  persona: PersonaName,
  run: (db: pg.PoolClient) => Promise<T>,
): Promise<T | 'denied'> {
  try {
    return await as(cast[persona], run)
  } catch (error) {
    if (REFUSALS.includes((error as pg.DatabaseError).code ?? '')) return 'denied'
    throw error
  }
}
