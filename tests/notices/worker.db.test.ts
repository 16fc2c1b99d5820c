import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createAccountIn } from '../support/factories.ts'
import { type PrivateStack, startPrivateStack } from '../support/stack.ts'
import { until } from '../support/until.ts'
import { startPushService } from './push-service.ts'
import { startSmtpRelay } from './smtp-relay.ts'
import { endWorkers, runWorker } from './worker-process.ts'

/** A stack of its own, because a worker sends whatever the outbox of its stack holds. */
let stack: PrivateStack
let db: pg.Pool
let push: Awaited<ReturnType<typeof startPushService>>
let relay: Awaited<ReturnType<typeof startSmtpRelay>>

beforeAll(async () => {
  stack = await startPrivateStack()
  db = new pg.Pool({ connectionString: stack.status.db_url, max: 4 })
  push = await startPushService()
  relay = await startSmtpRelay(stack.status.smtp_url)
})

afterEach(endWorkers)

afterAll(async () => {
  await db?.end()
  await relay?.close()
  await push?.close()
  await stack?.stop()
})

const start = () => runWorker(stack.status, relay.url)

test('each step of an order is mailed to its shopper, in order, each once', async () => {
  const shopper = await createAccountIn(db, { displayName: 'Sana Shopper' })
  const order = await placeOrder(shopper.id)
  await start()
  for (const status of ['confirmed', 'packed', 'shipped']) await setStatus(order, status)
  const mails = await mailsTo(shopper.email, 4)
  expect(mails.map(({ subject }) => subject.replace(/^Order \S+ /, ''))).toEqual([
    'has arrived at the shop',
    'is confirmed',
    'is packed',
    'is on its way',
  ])
  const mail = mails[3]
  expect(mail?.text).toContain('Hello Sana Shopper')
  expect(mail?.text).toContain('2 × ')
  expect(mail?.text).toContain(`http://localhost:3000/orders/${order}`)
  expect(mail?.html).toContain('Follow it live')
})

test('a worker that is killed once its mail was accepted leaves one mail, not two and not none', async () => {
  const shopper = await createAccountIn(db)
  const victim = await start()
  relay.whenAccepted(() => process.kill(victim.pid, 'SIGKILL'))
  const order = await placeOrder(shopper.id)
  await victim.exited
  expect(await statesOf(order)).toEqual(['sending'])

  await start()
  await until(async () => (await statesOf(order)).every((state) => state === 'sent'), { withinMs: 20_000 })
  // Handed over twice under one Message-ID, so it is one mail for whoever receives it.
  expect(relay.acceptedFor(shopper.email)).toBe(2)
  expect(await mailsTo(shopper.email, 1)).toHaveLength(1)
})

test('a mail that the server cannot take now is tried again; one that it refuses for good has failed', async () => {
  const [patient, unknown] = [await createAccountIn(db), await createAccountIn(db)]
  relay.refuse(patient.email, 451, 'Try later')
  relay.refuse(unknown.email, 550, 'No such mailbox')
  const [later, never] = [await placeOrder(patient.id), await placeOrder(unknown.id)]
  await start()
  await until(async () => (await statesOf(never))[0] === 'failed')
  await until(async () => (await attemptsOf(later)) === 1 && (await statesOf(later))[0] === 'queued')
  relay.refuse(patient.email, null)
  await db.query("update notices set due_at = now() where data ->> 'order_id' = $1", [later])
  await until(async () => (await statesOf(later))[0] === 'sent', { withinMs: 20_000 })
})

test('three workers at once send each of forty mails once', async () => {
  const shoppers = await Promise.all(Array.from({ length: 40 }, () => createAccountIn(db)))
  for (const { id } of shoppers) await placeOrder(id)
  await Promise.all([start(), start(), start()])
  for (const { email } of shoppers) {
    await mailsTo(email, 1)
    expect(relay.acceptedFor(email)).toBe(1)
  }
})

test('a new order is pushed, encrypted, to the browsers of administrators', async () => {
  const browser = push.subscription(randomUUID())
  await registerBrowser(browser)
  const shopper = await createAccountIn(db)
  await start()
  const order = await placeOrder(shopper.id)
  const pushed = await until(() => push.received.find(({ path }) => browser.endpoint.endsWith(path)))
  expect(pushed.message).toMatchObject({
    title: expect.stringMatching(/^New order RC-/),
    url: `/admin/orders?order=${order}`,
  })
  expect(pushed.headers['content-encoding']).toBe('aes128gcm')
  expect(pushed.headers.authorization).toMatch(/^vapid t=/)
})

test('a browser whose push service says that it is gone is removed', async () => {
  const browser = push.subscription(randomUUID())
  const id = await registerBrowser(browser)
  await db.query('update push_subscriptions set removed_at = now() where id <> $1 and removed_at is null', [
    id,
  ])
  push.answerNextWith(410)
  await start()
  await placeOrder((await createAccountIn(db)).id)
  await until(async () => {
    const { rows } = await db.query('select removed_at from push_subscriptions where id = $1', [id])
    return rows[0].removed_at !== null
  })
})

test('nothing is posted to a host that is no push service', async () => {
  const before = push.refused.length + push.received.length
  const { p256dh, auth } = push.subscription('x')
  const id = await registerBrowser({ endpoint: stack.status.api_url, p256dh, auth })
  const { rows } = await db.query(
    `insert into notices (channel, kind, user_id, push_subscription_id, stream, dedupe_key, data)
     select 'push', 'new_order', user_id, id, id::text, id::text,
       jsonb_build_object('order_id', $2::text, 'subject', 'New', 'status', 'placed')
     from push_subscriptions where id = $1 returning id`,
    [id, await placeOrder((await createAccountIn(db)).id)],
  )
  // The port of the stack is on the list by host; http is allowed to this machine only, so the host decides.
  await runWorker(stack.status, relay.url, { WEB_PUSH_HOSTS: 'push.example.com' })
  await until(async () => {
    const { rows: now } = await db.query('select state, last_error from notices where id = $1', [rows[0].id])
    return now[0].state === 'failed' && /no push service/.test(now[0].last_error)
  })
  expect(push.refused.length + push.received.length).toBe(before)
})

async function placeOrder(userId: string): Promise<string> {
  const client = await db.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query(
      `insert into orders (user_id, payment_method, subtotal, total, ship_name, ship_phone, ship_address, ship_city, ship_postcode)
       values ($1, 'cod', 20000, 20000, 'A Shopper', '+91 98765 43210', '1 Street', 'Pune', '411001') returning id`,
      [userId],
    )
    const product = await client.query(
      `insert into products (slug, name, price, stock) values ($1, 'A mug', 10000, 10) returning id`,
      [`mug-${randomUUID()}`],
    )
    await client.query(
      `insert into order_items (order_id, product_id, name, unit_price, quantity) values ($1, $2, 'A mug', 10000, 2)`,
      [rows[0].id, product.rows[0].id],
    )
    await client.query('commit')
    return rows[0].id
  } finally {
    client.release()
  }
}

async function setStatus(order: string, status: string) {
  await db.query('update orders set status = $2 where id = $1', [order, status])
}

async function registerBrowser({
  endpoint,
  p256dh,
  auth,
}: {
  endpoint: string
  p256dh: string
  auth: string
}) {
  const admin = await createAccountIn(db, { role: 'admin' })
  const { rows } = await db.query(
    'insert into push_subscriptions (user_id, endpoint, p256dh, auth) values ($1, $2, $3, $4) returning id',
    [admin.id, endpoint, p256dh, auth],
  )
  return rows[0].id as string
}

async function statesOf(order: string): Promise<string[]> {
  const { rows } = await db.query(
    "select state from notices where data ->> 'order_id' = $1 and channel = 'email' order by seq",
    [order],
  )
  return rows.map(({ state }) => state)
}

async function attemptsOf(order: string): Promise<number> {
  const { rows } = await db.query("select attempts from notices where data ->> 'order_id' = $1", [order])
  return rows[0].attempts
}

type Mail = { subject: string; text: string; html: string }

/** The mails to one address, oldest first, once there are `count`. */
async function mailsTo(email: string | null, count: number): Promise<Mail[]> {
  const url = `${stack.status.api_url}/mailbox/messages?to=${encodeURIComponent(email ?? '')}`
  const mails = async () => (await (await fetch(url)).json()) as Mail[]
  return until(
    async () => {
      const all = await mails()
      return all.length >= count ? all.reverse() : null
    },
    { withinMs: 20_000, what: `${count} mail(s) to ${email}` },
  )
}
