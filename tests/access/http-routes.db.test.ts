import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { signToken } from '../support/api-clients'
import { callRoute, type RouteFile, serveStack } from '../support/call-route'
import { database, rowOf } from '../support/database'
import { createAccount, createPlan, type PlanRow } from '../support/factories'
import { createProduct, insertOrder } from '../support/order-calls'
import { signUpPerson } from '../support/people'
import { readEvents } from '../support/read-events'

/** Who may do what over HTTP. The routes are called as they are served; `tests/http` calls some through a server. */
const stack = inject('stack')
serveStack(stack)

const CALLERS = [
  'visitor',
  'guest',
  'member',
  'teacher',
  'admin',
  'demoted',
  'forged',
  'expired',
  'secret key',
] as const

type Caller = (typeof CALLERS)[number]

const plans = (await import('@/app/api/plans/route')) as RouteFile
const plan = (await import('@/app/api/plans/[id]/route')) as RouteFile
const changes = (await import('@/app/api/plans/subscribe/route')) as RouteFile
const adminPlans = (await import('@/app/api/admin/plans/route')) as RouteFile
const adminPlan = (await import('@/app/api/admin/plans/[id]/route')) as RouteFile

const manage = (await import('@/app/api/orders/manage/route')) as RouteFile
const tracking = (await import('@/app/api/orders/tracking/route')) as RouteFile

let tokens: Record<Caller, string | null>
let offered: PlanRow
let hidden: PlanRow

beforeAll(async () => {
  tokens = await issueTokens()
  offered = await createPlan()
  hidden = await createPlan({ isActive: false })
})

/** What each caller gets: reading is open, writing is for admins, and a token that is no good is never a visitor's. */
const READ: Record<Caller, number> = {
  visitor: 200,
  guest: 200,
  member: 200,
  teacher: 200,
  admin: 200,
  demoted: 200,
  forged: 401,
  expired: 401,
  'secret key': 401,
}
const WRITE: Record<Caller, number> = {
  visitor: 401,
  guest: 403,
  member: 403,
  teacher: 403,
  admin: 200,
  demoted: 403,
  forged: 401,
  expired: 401,
  'secret key': 401,
}

describe.each(CALLERS)('%s', (caller) => {
  const as = () => ({ token: tokens[caller] })

  test('reads what is on offer, and hidden plans as an admin only', async () => {
    const response = await callRoute(plans, 'GET', as())
    expect(response.status).toBe(READ[caller])
    if (response.status !== 200) return
    const ids = ((await response.json()) as { plans: { id: string }[] }).plans.map(({ id }) => id)
    expect(ids).toContain(offered.id)
    expect(ids.includes(hidden.id)).toBe(caller === 'admin')
    const one = await callRoute(plan, 'GET', { ...as(), params: { id: hidden.id } })
    expect(one.status).toBe(caller === 'admin' ? 200 : 404)
  })

  test('creates', async () => {
    const name = `Created by ${caller} ${randomUUID()}`
    const body = { name, roiPercent: 2, durationDays: 10, minAmount: 1, maxAmount: 10 }
    const response = await callRoute(adminPlans, 'POST', { ...as(), body })
    expect(response.status).toBe(caller === 'admin' ? 201 : WRITE[caller])
    const { count } = await rowOf<{ count: string }>(database, 'select count(*) from plans where name = $1', [
      name,
    ])
    expect(Number(count)).toBe(caller === 'admin' ? 1 : 0)
  })

  test('changes', async () => {
    const target = await createPlan()
    const call = { ...as(), params: { id: target.id }, body: { version: 1, roiPercent: 9 } }
    expect((await callRoute(adminPlan, 'PUT', call)).status).toBe(WRITE[caller])
    const { roi_percent } = await rowOf<PlanRow>(database, 'select * from plans where id = $1', [target.id])
    expect(Number(roi_percent)).toBe(caller === 'admin' ? 9 : 2.5)
  })

  test('deletes', async () => {
    const target = await createPlan()
    const response = await callRoute(adminPlan, 'DELETE', { ...as(), params: { id: target.id } })
    expect(response.status).toBe(WRITE[caller])
    const { rowCount } = await database.query('select from plans where id = $1', [target.id])
    expect(rowCount).toBe(caller === 'admin' ? 0 : 1)
  })

  test('manages orders and tracks one', async () => {
    const buyer = await createAccount()
    const { id } = await insertOrder(buyer.id, await createProduct(), { method: 'cod' })
    const desk = await callRoute(manage, 'GET', { ...as(), query: `?search=${buyer.email}` })
    expect(desk.status).toBe(WRITE[caller])
    const body = { order_id: id, version: 1, status: 'confirmed', delivery_partner_name: 'Kiran' }
    expect((await callRoute(tracking, 'PUT', { ...as(), body })).status).toBe(WRITE[caller])
    const { status } = await rowOf<{ status: string }>(database, 'select status from orders where id = $1', [
      id,
    ])
    expect(status).toBe(caller === 'admin' ? 'confirmed' : 'placed')
    if (desk.status !== 200) return
    const { orders, totalCount } = (await desk.json()) as { orders: { id: string }[]; totalCount: number }
    expect([orders.map((order) => order.id), totalCount]).toEqual([[id], 1])
  })

  test('hears of changes as far as it may see them, and of whom as an admin only', async () => {
    const response = await callRoute(changes, 'GET', as())
    expect(response.status).toBe(READ[caller])
    if (response.status !== 200) return
    const reader = readEvents(response)
    await reader.next('CONNECTED')
    const secret = await createPlan({ isActive: false })
    const shown = await createPlan()
    const seen: string[] = []
    while (!seen.includes(shown.id)) seen.push(String((await reader.next('CREATE')).data.planId))
    expect(seen.includes(secret.id)).toBe(caller === 'admin')
    const text = JSON.stringify(reader.events)
    expect(text.includes('adminEmail')).toBe(caller === 'admin')
    expect(text.includes('@')).toBe(false)
    await reader.cancel()
  })
})

async function issueTokens(): Promise<Record<Caller, string | null>> {
  const [member, teacher, admin, demoted] = await Promise.all(
    ['member', 'teacher', 'admin', 'admin'].map(async (role) => {
      const person = await signUpPerson(stack)
      await database.query('update profiles set role = $2 where id = $1', [person.id, role])
      return person
    }),
  )
  if (!member || !teacher || !admin || !demoted) throw new Error('Four people were signed up.')
  // The token stays good; what counts is the role that the database has.
  await database.query("update profiles set role = 'member' where id = $1", [demoted.id])
  const claims = { sub: admin.id, role: 'authenticated', aud: 'authenticated' }
  const inAnHour = Math.floor(Date.now() / 1000) + 3600
  return {
    visitor: null,
    guest: await guestToken(),
    member: member.accessToken,
    teacher: teacher.accessToken,
    admin: admin.accessToken,
    demoted: demoted.accessToken,
    forged: signToken({ ...claims, exp: inAnHour }, 'x'.repeat(40)),
    expired: signToken({ ...claims, exp: inAnHour - 7200 }, stack.jwt_secret),
    'secret key': stack.secret_key,
  }
}

async function guestToken(): Promise<string> {
  const response = await fetch(`${stack.api_url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: stack.publishable_key, 'content-type': 'application/json' },
    body: '{}',
  })
  return ((await response.json()) as { access_token: string }).access_token
}
