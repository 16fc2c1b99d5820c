import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { signToken } from '../../tests/support/api-clients.ts'
import { startChild } from '../lib/child.ts'
import { type Latency, latency, medianOf } from '../lib/stats.ts'

const CLIENTS = 50
const ORDERS = 500
const ROUNDS = 3
const STOCK = 1_000_000

type Stack = StackStatus & { superuserUrl: string }
type Write = (client: number, n: number) => Promise<void>
type ProductOf = (client: number, n: number) => string
export type Placing = { name: string; perSecond: number; latency: Latency }

const SHIPPING = {
  name: 'Bench',
  phone: '+91 98765 43210',
  address: '1, Lake Road',
  city: 'Pune',
  postcode: '411001',
}

/**
 * How fast orders are placed: 500 by 50 clients as fast as they can, each an account of its own. The floor is a bare
 * insert by the same 50 connections, one commit each. Ways in turn, medians of three rounds.
 */
export async function measurePlacing(): Promise<Placing[]> {
  const stack = await startChild<Stack>('stack-process.ts')
  const pool = new pg.Pool({ connectionString: stack.ready.db_url, max: CLIENTS })
  try {
    const ways = await prepare(stack.ready, pool)
    const rounds: Placing[][] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const results: Placing[] = []
      for (const [name, write] of Object.entries(ways)) results.push({ name, ...(await measure(write)) })
      // The first round warms up connections, plans and pages.
      if (round > 0) rounds.push(results)
    }
    await requireExactStock(pool)
    return Object.keys(ways).map((name) =>
      middle(
        name,
        rounds.flat().filter((result) => result.name === name),
      ),
    )
  } finally {
    await pool.end()
    await stack.stop()
  }
}

async function prepare(stack: Stack, pool: pg.Pool): Promise<Record<string, Write>> {
  await pool.query('create table public.bench_floor (id uuid primary key, n int)')
  const users = await Promise.all(Array.from({ length: CLIENTS }, () => createUser(pool)))
  const products = await Promise.all(Array.from({ length: 200 }, () => createProduct(pool)))
  const hot = await createProduct(pool)
  const tokens = users.map((id) => accessToken(stack, id))
  // As many connections as there are clients, so that none waits for another.
  const connections = await Promise.all(users.map(() => pool.connect()))
  for (const connection of connections) connection.release()

  const spread = (client: number, n: number) => products[(client * 7 + n * 3) % products.length] ?? hot
  const bySql = (product: ProductOf) => (client: number, n: number) =>
    placeBySql(pool, users[client] ?? '', product(client, n))
  return {
    'floor: a bare insert': async () =>
      void (await pool.query('insert into bench_floor values ($1, 1)', [randomUUID()])),
    'place_order by SQL, 200 products': bySql(spread),
    'place_order by SQL, all the same product': bySql(() => hot),
    'place_order by REST, 200 products': (client, n) =>
      placeByRest(stack, tokens[client] ?? '', spread(client, n)),
  }
}

async function measure(write: Write): Promise<Omit<Placing, 'name'>> {
  const samples: number[] = []
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let n = 0; n < ORDERS / CLIENTS; n++) {
        const sentAt = performance.now()
        await write(client, n)
        samples.push(performance.now() - sentAt)
      }
    }),
  )
  return { perSecond: (ORDERS / (performance.now() - startedAt)) * 1000, latency: latency(samples) }
}

function middle(name: string, runs: Placing[]): Placing {
  const rates = runs.map(({ perSecond }) => perSecond).sort((a, b) => a - b)
  return {
    name,
    perSecond: rates[Math.floor(rates.length / 2)] ?? Number.NaN,
    latency: medianOf(runs.map((run) => run.latency)),
  }
}

async function placeBySql(pool: pg.Pool, user: string, product: string): Promise<void> {
  const db = await pool.connect()
  try {
    await db.query('begin')
    await db.query(
      "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)",
      [JSON.stringify({ sub: user, role: 'authenticated' })],
    )
    await db.query('select place_order($1, $2, $3, $4)', [
      JSON.stringify([{ product_id: product, quantity: 1 }]),
      JSON.stringify(SHIPPING),
      'cod',
      randomUUID(),
    ])
    await db.query('commit')
  } finally {
    db.release()
  }
}

async function placeByRest(stack: Stack, token: string, product: string): Promise<void> {
  const answer = await fetch(`${stack.api_url}/rest/v1/rpc/place_order`, {
    method: 'POST',
    headers: {
      apikey: stack.publishable_key,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      items: [{ product_id: product, quantity: 1 }],
      shipping: SHIPPING,
      payment_method: 'cod',
      idempotency_key: randomUUID(),
    }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`place_order: ${answer.status} ${text}`)
}

async function createUser(pool: pg.Pool): Promise<string> {
  const id = randomUUID()
  await pool.query(
    `insert into auth.users (id, aud, role, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
     values ($1, 'authenticated', 'authenticated', $2, '{}', '{}', now(), now())`,
    [id, `${id}@rowcast.test`],
  )
  return id
}

async function createProduct(pool: pg.Pool): Promise<string> {
  const id = randomUUID()
  await pool.query("insert into products (id, slug, name, price, stock) values ($1, $2, 'Bench', 100, $3)", [
    id,
    `bench-${id}`,
    STOCK,
  ])
  return id
}

function accessToken(stack: Stack, user: string): string {
  const expiresAt = Math.floor(Date.now() / 1000) + 3600
  return signToken(
    { sub: user, role: 'authenticated', aud: 'authenticated', exp: expiresAt },
    stack.jwt_secret,
  )
}

/** A fast shop that miscounts would be no result. */
async function requireExactStock(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ wrong: number }>(
    `select count(*)::int as wrong from products as p
     where p.slug like 'bench-%' and p.stock + coalesce((
       select sum(i.quantity) from order_items as i where i.product_id = p.id
     ), 0) <> $1`,
    [STOCK],
  )
  if (rows[0]?.wrong !== 0) throw new Error(`The stock of ${rows[0]?.wrong} products is wrong.`)
}
