import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import { callAction, exposedActions } from '../support/exposed-actions.ts'
import type { Person } from '../support/people.ts'

/** Every action of orders that the build exposes, called past the pages by each persona on the order of one shopper. */

const PERSONAS = ['visitor', 'stranger', 'shopper', 'admin'] as const
type Persona = (typeof PERSONAS)[number]
type Outcome = 'ok' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict'
/** The order, whose it is, who calls, and the key with which it was placed. */
type Scene = { orderId: string; ownerId: string; callerId: string; key: string }
type Row = { input: (scene: Scene) => unknown; outcomes: Record<Persona, Outcome> }

const everyone = outcomes('ok', 'ok', 'ok', 'ok')
const forAdmins = outcomes('unauthenticated', 'forbidden', 'forbidden', 'ok')
const forOwner = outcomes('unauthenticated', 'not_found', 'ok', 'not_found')
const forOwnerAndAdmins = outcomes('unauthenticated', 'not_found', 'ok', 'ok')
/** A read that names whose rows it wants refuses whoever is someone else. */
const bySelf = outcomes('unauthenticated', 'unauthenticated', 'ok', 'unauthenticated')

const NOW = '2030-01-01T00:00:00Z'
const anyOrders = { search: '', status: null, payment: null }
const shipping = {
  name: 'Forged',
  phone: '+91 98450 12345',
  address: '1 Lake Road',
  city: 'Pune',
  postcode: '411001',
}

/** By the name of the action, with more after a colon where an action is tried in several ways. */
const ACTIONS: Record<string, Row> = {
  getShop: { input: () => undefined, outcomes: everyone },
  getSharedOrder: {
    input: () => ({ token: 'x'.repeat(43) }),
    outcomes: outcomes('not_found', 'not_found', 'not_found', 'not_found'),
  },
  getMyOrders: { input: ({ ownerId }) => ({ userId: ownerId }), outcomes: bySelf },
  getOlderOrders: {
    input: ({ ownerId, orderId }) => ({ userId: ownerId, before: { createdAt: NOW, id: orderId } }),
    outcomes: bySelf,
  },
  getOrder: { input: ({ ownerId, orderId }) => ({ userId: ownerId, orderId }), outcomes: bySelf },
  'getOrder: as oneself': {
    input: ({ callerId, orderId }) => ({ userId: callerId, orderId }),
    outcomes: forOwnerAndAdmins,
  },
  // Nothing, for whoever has not placed an order with this key.
  getOrderByKey: {
    input: ({ key }) => ({ idempotencyKey: key }),
    outcomes: outcomes('unauthenticated', 'ok', 'ok', 'ok'),
  },
  placeOrder: {
    input: () => ({
      items: [{ productId: randomUUID(), quantity: 1 }],
      shipping,
      paymentMethod: 'cod',
      expectedTotal: null,
      idempotencyKey: randomUUID(),
    }),
    // There is no such product.
    outcomes: outcomes('unauthenticated', 'conflict', 'conflict', 'conflict'),
  },
  startPayment: { input: ({ orderId }) => ({ orderId }), outcomes: forOwner },
  payWithTestGateway: {
    input: ({ orderId }) => ({ orderId, outcome: 'paid' }),
    // The payment was not started.
    outcomes: { ...forOwner, shopper: 'conflict' },
  },
  cancelOrder: { input: ({ orderId }) => ({ orderId }), outcomes: forOwnerAndAdmins },
  shareOrder: { input: ({ orderId }) => ({ orderId, days: 7 }), outcomes: forOwnerAndAdmins },
  revokeOrderShares: { input: ({ orderId }) => ({ orderId }), outcomes: forOwnerAndAdmins },
  getOrderDesk: { input: () => ({ ...anyOrders, sort: 'newest', page: 1 }), outcomes: forAdmins },
  exportOrders: { input: () => ({ ...anyOrders, after: null }), outcomes: forAdmins },
  getOrderAnalytics: { input: () => ({ days: 7, timeZone: 'UTC' }), outcomes: forAdmins },
  setOrderStatuses: {
    input: ({ orderId }) => ({ status: 'confirmed', orders: [{ id: orderId, version: 1 }] }),
    outcomes: forAdmins,
  },
  updateTracking: {
    input: ({ orderId }) => ({ orderId, version: 1, patch: { note: 'Forged' } }),
    outcomes: forAdmins,
  },
}

test('every action of orders that the build exposes is in the list of this test', async () => {
  const listed = new Set(Object.keys(ACTIONS).map(actionOf))
  const names = exposed().map(({ name }) => name)
  expect(names.toSorted()).toEqual([...listed].toSorted())
})

for (const persona of PERSONAS) {
  test(`what a ${persona} gets of each`, async ({ app, newPerson, openAs, playwright, sql }) => {
    const owner = await newPerson()
    const caller: Person | null = persona === 'visitor' ? null : await callerOf(persona, owner, newPerson)
    const client: APIRequestContext =
      caller === null
        ? await playwright.request.newContext({ baseURL: app.url })
        : (await openAs(caller, '/shop')).context().request
    const isOwn = persona === 'shopper'
    const got: Record<string, string> = {}
    const leaks: string[] = []
    const changed: string[] = []

    for (const [name, row] of Object.entries(ACTIONS)) {
      const key = randomUUID()
      const orderId = await newOrder(owner.id, key)
      const before = await stateOf(orderId)
      const action = exposed().find((one) => one.name === actionOf(name))
      if (action === undefined) throw new Error(`The build has no ${name}.`)
      const scene = { orderId, ownerId: owner.id, callerId: caller?.id ?? owner.id, key }
      const answer = await callAction(client, action, row.input(scene))
      got[name] = /"success":true/.test(answer) ? 'ok' : (/"code":"(\w+)"/.exec(answer)?.[1] ?? answer)
      if (!isOwn && persona !== 'admin' && answer.includes(`Secret ${owner.id}`)) leaks.push(name)
      if ((await stateOf(orderId)) !== before) changed.push(name)
    }

    expect(got).toEqual(
      Object.fromEntries(Object.entries(ACTIONS).map(([name, row]) => [name, row.outcomes[persona]])),
    )
    expect(leaks).toEqual([])
    expect(changed).toEqual(CHANGES[persona])

    /** An order that waits for its online payment; its name gives it away wherever it appears. */
    async function newOrder(ownerId: string, key: string): Promise<string> {
      const [row] = await sql(
        `insert into public.orders (user_id, idempotency_key, payment_method, subtotal, total,
           ship_name, ship_phone, ship_address, ship_city, ship_postcode)
         values ($1, $2, 'razorpay', 129900, 129900, $3, '+91 98450 12345', '1 Lake Road', 'Pune', '411001')
         returning id`,
        [ownerId, key, `Secret ${ownerId}`],
      )
      return String(row?.id)
    }

    async function stateOf(orderId: string): Promise<string> {
      const [row] = await sql(
        `select to_jsonb(o) || jsonb_build_object(
           'events', (select count(*) from public.order_events as e where e.order_id = o.id),
           'shares', (select count(*) from private.order_shares as s where s.order_id = o.id)
         ) as state
         from public.orders as o where o.id = $1`,
        [orderId],
      )
      return JSON.stringify(row?.state)
    }
  })
}

/** The actions that have changed the order they were called for. */
const CHANGES: Record<Persona, string[]> = {
  visitor: [],
  stranger: [],
  shopper: ['startPayment', 'cancelOrder', 'shareOrder', 'revokeOrderShares'],
  admin: ['cancelOrder', 'shareOrder', 'revokeOrderShares', 'setOrderStatuses', 'updateTracking'],
}

function callerOf(
  persona: Persona,
  owner: Person,
  newPerson: (options?: { role?: 'admin' }) => Promise<Person>,
): Promise<Person> {
  if (persona === 'shopper') return Promise.resolve(owner)
  return newPerson(persona === 'admin' ? { role: 'admin' } : {})
}

function exposed() {
  return exposedActions('lib/orders/actions.ts')
}

function actionOf(name: string): string {
  return name.split(':')[0] ?? name
}

function outcomes(visitor: Outcome, stranger: Outcome, shopper: Outcome, admin: Outcome) {
  return { visitor, stranger, shopper, admin }
}
