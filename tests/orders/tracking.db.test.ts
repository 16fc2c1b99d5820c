import { beforeAll, describe, expect, test } from 'vitest'
import { database, rowOf } from '../support/database.ts'
import { type Account, createAccount } from '../support/factories.ts'
import { createOrder, eventsOf, step, updateTracking } from '../support/order-calls.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { inboxOf } from '../support/plan-calls.ts'

let shopper: Account
let me: Persona
let admin: Persona
let other: Persona
let adminId: string

beforeAll(async () => {
  shopper = await createAccount()
  me = signedIn(shopper)
  const account = await createAccount({ role: 'admin' })
  adminId = account.id
  admin = signedIn(account)
  other = signedIn(await createAccount({ role: 'admin' }))
})

const inADay = () => new Date(Date.now() + 86_400_000).toISOString()

describe('update_tracking', () => {
  test('changes what is named, leaves the rest, and each change is an event by its admin', async () => {
    const { id } = await createOrder(me)
    const eta = inADay()
    const saved = await updateTracking(admin, id, 1, {
      status: 'confirmed',
      delivery_partner_name: ' Kiran ',
      delivery_partner_phone: '+91 98450 12345',
      location_lat: 18.52,
      location_lng: 73.85,
      location_label: 'Pune hub',
      eta,
      note: 'Thank you!',
    })
    expect(saved).toMatchObject({
      status: 'confirmed',
      version: 2,
      delivery_partner_name: 'Kiran',
      location_label: 'Pune hub',
      note: 'Thank you!',
    })
    expect(Date.parse(saved.eta ?? '')).toBe(Date.parse(eta))
    const events = (await eventsOf(id)).slice(1)
    expect(events.map(({ kind }) => kind)).toEqual(['status', 'partner', 'location', 'eta', 'note'])
    expect(new Set(events.map(({ actor_id }) => actor_id))).toEqual(new Set([adminId]))
    expect(events[2]?.data).toEqual({ lat: 18.52, lng: 73.85, label: 'Pune hub' })

    const cleared = await updateTracking(admin, id, 2, {
      delivery_partner_name: null,
      delivery_partner_phone: '',
    })
    expect(cleared).toMatchObject({
      version: 3,
      delivery_partner_name: null,
      delivery_partner_phone: null,
      note: 'Thank you!',
    })
  })

  test('of an outdated version is refused and shows the order as it is', async () => {
    const { id } = await createOrder(me)
    await updateTracking(other, id, 1, { status: 'confirmed' })
    const error = await updateTracking(admin, id, 1, { note: 'Mine' }).catch((cause) => cause)
    expect(error).toMatchObject({
      code: 'PT409',
      message: 'This order has changed since version 1: it is at version 2 now.',
    })
    expect(JSON.parse(error.detail)).toMatchObject({
      version: 2,
      current: { status: 'confirmed', note: null },
    })
  })

  test('by two admins at once lets one through', async () => {
    const { id } = await createOrder(me)
    const answers = await Promise.allSettled([
      updateTracking(admin, id, 1, { note: 'First' }),
      updateTracking(other, id, 1, { note: 'Second' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('plain SQL needs no version, raises it, and is refused when it names an old one', async () => {
    const { id } = await createOrder(me)
    await database.query("update orders set location_label = 'Depot' where id = $1", [id])
    expect(await rowOf(database, 'select version from orders where id = $1', [id])).toEqual({ version: 2 })
    await expect(
      database.query("update orders set location_label = 'Van', version = 1 where id = $1", [id]),
    ).rejects.toMatchObject({ code: 'PT409' })
    expect((await eventsOf(id)).at(-1)).toMatchObject({ kind: 'location', actor_id: null })
  })

  test('a payment that arrives meanwhile is no conflict', async () => {
    const { id } = await createOrder(me, { method: 'razorpay' })
    await database.query("update orders set payment_status = 'paid' where id = $1", [id])
    expect(await updateTracking(admin, id, 1, { status: 'confirmed' })).toMatchObject({ version: 2 })
  })

  test.each([
    ['total', 1],
    ['status', 'lost'],
    ['status', null],
    ['location_lat', 91],
    ['location_lat', '18'],
    ['location_lat', 18],
    ['location_label', 'x'.repeat(121)],
    ['delivery_partner_name', 'x'.repeat(81)],
    ['delivery_partner_phone', 'call'],
    ['eta', 'tomorrow'],
    ['eta', '2001-01-01T00:00:00Z'],
    ['note', 'x'.repeat(501)],
  ])('refuses %s = %j and names the field', async (field, value) => {
    const { id } = await createOrder(me)
    const error = await updateTracking(admin, id, 1, { [field]: value }).catch((cause) => cause)
    expect(error).toMatchObject({ code: 'PT400' })
    expect(Object.keys(JSON.parse(error.detail).fields)).toEqual([field])
  })

  test.each([
    ['null', null],
    ['a list', []],
  ])('refuses %s for a patch', async (_, patch) => {
    const { id } = await createOrder(me)
    await expect(updateTracking(admin, id, 1, patch)).rejects.toMatchObject({ code: 'PT400' })
    await expect(updateTracking(admin, id, null, {})).rejects.toMatchObject({ code: 'PT400' })
  })

  test('is for admins only', async () => {
    const { id } = await createOrder(me)
    for (const persona of [me, signedIn(await createAccount({ role: 'teacher' }))]) {
      await expect(updateTracking(persona, id, 1, { status: 'confirmed' })).rejects.toMatchObject({
        code: '42501',
      })
    }
  })
})

test('the shopper gets a notification for each step that somebody else takes', async () => {
  const buyer = await createAccount()
  const { id, order_number } = await createOrder(signedIn(buyer))
  await updateTracking(admin, id, 1, { status: 'confirmed' })
  await step(id, 'packed', 'shipped')
  await updateTracking(admin, id, 4, { note: 'Soon there' })
  const titles = (await inboxOf(buyer.id)).map(({ title }) => title)
  expect(titles).toEqual(['confirmed', 'packed', 'shipped'].map((word) => `Order ${order_number} is ${word}`))
})
