import pg from 'pg'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { callRoute, type RouteFile, serveStack } from '../support/call-route'
import { database } from '../support/database'
import { createPlan } from '../support/factories'
import { signUpPerson } from '../support/people'
import { type EventReader, readEvents } from '../support/read-events'

const stack = inject('stack')
serveStack(stack)

const route = (await import('@/app/api/plans/subscribe/route')) as RouteFile
const readers: EventReader[] = []

afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.cancel()
})

type Options = { token?: string | null; planId?: string; lastEventId?: string | undefined }

async function connect({ token = null, planId, lastEventId }: Options = {}): Promise<EventReader> {
  const response = await callRoute(route, 'GET', {
    token,
    ...(planId !== undefined && { query: `?planId=${planId}` }),
    ...(lastEventId !== undefined && { headers: { 'last-event-id': lastEventId } }),
  })
  expect(response.status).toBe(200)
  const reader = readEvents(response)
  readers.push(reader)
  await reader.next('CONNECTED')
  return reader
}

async function adminToken(): Promise<string> {
  const { id, accessToken } = await signUpPerson(stack)
  await database.query("update profiles set role = 'admin' where id = $1", [id])
  return accessToken
}

/** What a reader of one plan has got, in short. */
function told({ events }: EventReader): string[] {
  return events
    .filter(({ event }) => event !== 'CONNECTED')
    .map(({ event, data }) => `${event} ${(data.planData as { version: number }).version}`)
}

const set = (text: string, id: string) => database.query(`update plans set ${text} where id = $1`, [id])

describe('one plan', () => {
  test('comes and goes for everyone with the offer, while an admin sees all of it', async () => {
    const plan = await createPlan()
    const [visitor, admin] = [
      await connect({ planId: plan.id }),
      await connect({ planId: plan.id, token: await adminToken() }),
    ]
    expect(visitor.events[0]).toMatchObject({ data: { planId: plan.id, planData: { name: plan.name } } })
    await set('roi_percent = 3', plan.id)
    await set("is_active = false, description = 'A secret'", plan.id)
    await set("description = 'Another secret'", plan.id)
    await set("is_active = true, description = ''", plan.id)
    await database.query('delete from plans where id = $1', [plan.id])
    for (const reader of [visitor, admin]) {
      await expect.poll(() => told(reader).at(-1), { timeout: 10_000 }).toBe('DELETE 5')
    }
    expect(told(visitor)).toEqual(['UPDATE 2', 'DELETE 2', 'CREATE 5', 'DELETE 5'])
    expect(told(admin)).toEqual(['UPDATE 2', 'UPDATE 3', 'UPDATE 4', 'UPDATE 5', 'DELETE 5'])
    expect(JSON.stringify(visitor.events)).not.toContain('secret')
  })

  test('that is unknown or hidden is no stream, but its end reaches whoever comes back', async () => {
    const plan = await createPlan()
    const first = await connect({ planId: plan.id })
    await first.cancel()
    await database.query('delete from plans where id = $1', [plan.id])
    const refused = await callRoute(route, 'GET', { query: `?planId=${plan.id}` })
    expect(refused.status).toBe(404)
    const back = await connect({ planId: plan.id, lastEventId: first.events[0]?.id })
    expect(await back.next('DELETE')).toMatchObject({ data: { planId: plan.id } })
  })
})

test('a reader that comes back gets what it missed once and in order, visitor or admin', async () => {
  const plan = await createPlan()
  for (const token of [null, await adminToken()]) {
    const first = await connect({ token, planId: plan.id })
    await set('roi_percent = roi_percent + 1', plan.id)
    const { id } = await first.next('UPDATE')
    await first.cancel()
    for (let change = 0; change < 3; change++) await set('roi_percent = roi_percent + 1', plan.id)
    const second = await connect({ token, planId: plan.id, lastEventId: id })
    await set('roi_percent = roi_percent + 1', plan.id)
    const versions: number[] = []
    for (let change = 0; change < 4; change++) {
      const { data } = await second.next('UPDATE')
      versions.push((data.planData as { version: number }).version)
    }
    expect(versions).toEqual(Array.from({ length: 4 }, (_, index) => (versions[0] ?? 0) + index))
    expect(told(second)).toHaveLength(4)
  }
})

test('a change that was made first and committed last is missed by nobody', async () => {
  const [early, late] = [await createPlan(), await createPlan()]
  const slow = new pg.Client(stack.db_url)
  await slow.connect()
  await slow.query('begin')
  await slow.query('update plans set roi_percent = 8 where id = $1', [early.id])
  const reader = await connect()
  await set('roi_percent = 9', late.id)
  const first = await reader.next('UPDATE')
  expect(first.data.planId).toBe(late.id)
  await reader.cancel()
  await slow.query('commit')
  await slow.end()

  // Its entry in the history has the smaller id; in the stream it comes after what was seen already.
  const back = await connect({ lastEventId: first.id })
  const second = await back.next('UPDATE')
  expect(second.data.planId).toBe(early.id)
  expect(Number(second.id)).toBeGreaterThan(Number(first.id))
})

test('many writers at once: every reader gets each change once, in the order of versions', async () => {
  const plans = await Promise.all(Array.from({ length: 6 }, () => createPlan()))
  const all = [await connect(), await connect({ token: await adminToken() })]
  await Promise.all(
    plans.map(async ({ id }) => {
      for (let change = 0; change < 10; change++) await set('roi_percent = roi_percent + 1', id)
    }),
  )
  const expected = Array.from({ length: 10 }, (_, index) => index + 2)
  for (const { events } of all) {
    const versionsOf = (id: string) =>
      events
        .filter(({ data }) => data.planId === id)
        .map(({ data }) => (data.planData as { version: number }).version)
    for (const { id } of plans) {
      await expect.poll(() => versionsOf(id), { timeout: 15_000 }).toEqual(expected)
    }
    const ids = events.map(({ id }) => Number(id))
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  }
})

test('a place that this database has never given begins anew', async () => {
  const plan = await createPlan()
  const reader = await connect({ lastEventId: '999999999' })
  await set('roi_percent = 3', plan.id)
  await reader.next('UPDATE')
  const garbled = await callRoute(route, 'GET', { headers: { 'last-event-id': 'yesterday' } })
  expect(garbled.status).toBe(400)
})
