import { beforeAll, describe, expect, test } from 'vitest'
import { overviewRow } from '@/lib/overview/schema'
import { happeningWords } from '@/lib/overview/words'
import { database } from '../support/database.ts'
import { createAccount, createCredits, createPlan, createUserPlan } from '../support/factories.ts'
import { createOrder } from '../support/order-calls.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { call } from '../support/plan-calls.ts'

let admin: Persona

beforeAll(async () => {
  admin = signedIn(await createAccount({ role: 'admin', displayName: 'Asha Admin' }))
})

async function read() {
  return overviewRow.parse(await call(admin, 'get_admin_overview(100)'))
}

async function titles(): Promise<string[]> {
  return (await read()).happenings.map((happening) => happeningWords(happening).title)
}

describe('the overview', () => {
  test('tells what happened in every system, however it was done', async () => {
    const shopper = await createAccount({ displayName: 'Noor Newcomer' })
    await createCredits(shopper.id, { credits: 70 })
    const plan = await createPlan({ name: `Plan ${shopper.id}` })
    await createUserPlan(shopper.id, plan.id, { amount: 250_000 })
    const order = await createOrder(signedIn(shopper), { price: 129_900 })
    await database.query("update orders set status = 'confirmed' where id = $1", [order.id])

    const shown = await titles()
    expect(shown).toContain('Noor Newcomer has joined')
    expect(shown).toContain(`Plan ${plan.name} made`)
    expect(shown).toContain(`₹2,500 invested in ${plan.name}`)
    expect(shown).toContain(`Order ${order.order_number} placed for ₹1,299`)
    expect(shown).toContain(`Order ${order.order_number} is confirmed`)
    expect(shown.some((title) => title.startsWith('+70 credits for Noor Newcomer'))).toBe(true)
  })

  test('has the newest first, each once, and who did it', async () => {
    const shopper = await createAccount({ displayName: 'Buyer' })
    const order = await createOrder(signedIn(shopper))
    const { happenings } = await read()
    const times = happenings.map(({ happenedAt }) => Date.parse(happenedAt))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(new Set(happenings.map(({ key }) => key)).size).toBe(happenings.length)
    const placed = happenings.find(({ what }) => what.name === order.order_number)
    expect(placed).toMatchObject({ source: 'orders', watched: 'orders', actorName: 'Buyer' })
  })

  test('keeps its length, and counts what there is', async () => {
    const answer = overviewRow.parse(await call(admin, 'get_admin_overview(3)'))
    expect(answer.happenings).toHaveLength(3)
    const { rows } = await database.query("select count(*)::int as n from orders where status = 'placed'")
    const placed = (await read()).counts.ordersToConfirm
    // Other tests place orders at the same time.
    expect(placed).toBeGreaterThanOrEqual(rows[0].n)
  })

  test('says as of when it is true', async () => {
    await expect.poll(async () => (await read()).as_of, { timeout: 10_000 }).toEqual(expect.any(String))
  })

  test.each(['member', 'teacher'] as const)('is not for a %s', async (role) => {
    const persona = signedIn(await createAccount({ role }))
    await expect(call(persona, 'get_admin_overview()')).rejects.toMatchObject({ code: '42501' })
  })

  test('is not for a visitor', async () => {
    const visitor: Persona = { role: 'anon', claims: { role: 'anon' } }
    await expect(call(visitor, 'get_admin_overview()')).rejects.toMatchObject({ code: '42501' })
  })
})
