import { randomUUID } from 'node:crypto'
import { expect, test } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { type EventReader, readEvents } from '../support/read-events.ts'
import { type DescribedOperation, describedOperations, faultsOf } from './description.ts'

/** Every operation of the description, called over HTTP; each answer is held against what the description promises. */
const OPERATIONS = new Map(describedOperations().map((operation) => [operation.name, operation]))

type Call = {
  as?: Person | null
  id?: string
  query?: string
  body?: unknown
  headers?: Record<string, string>
}

type Answered = { status: number; headers: Headers; json: Record<string, unknown> }

/** What was seen of each operation, so that the last test can say what is missing. */
function client(url: string) {
  const seen = new Map<string, Set<number>>()

  async function request(
    name: string,
    call: Call,
  ): Promise<{ response: Response; operation: DescribedOperation }> {
    const { as = null, id = '', query = '', body, headers = {} } = call
    const operation = OPERATIONS.get(name)
    if (!operation) throw new Error(`${name} is not described.`)
    const [method = '', path = ''] = name.split(' ')
    const response = await fetch(`${url}${path.replace('{id}', id)}${query}`, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${as.accessToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    seen.set(name, (seen.get(name) ?? new Set()).add(response.status))
    return { response, operation }
  }

  return {
    seen,
    async call(name: string, status: number, call: Call = {}): Promise<Answered> {
      const { response, operation } = await request(name, call)
      const json = (await response.json()) as Record<string, unknown>
      expect(response.status, `${name}: ${JSON.stringify(json)}`).toBe(status)
      const promised = operation.answers.find((answer) => answer.status === status)
      expect(promised, `${name} promises no ${status}`).toBeDefined()
      expect(response.headers.get('content-type')?.split(';')[0]).toBe(promised?.type)
      expect(faultsOf(promised?.schema ?? {}, json), name).toEqual([])
      return { status, headers: response.headers, json }
    },
    async stream(name: string, call: Call = {}): Promise<EventReader> {
      const { response } = await request(name, call)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toContain('text/event-stream')
      return readEvents(response)
    },
  }
}

function checkEvents(name: string, { events }: EventReader) {
  const promised = OPERATIONS.get(name)?.answers.find(({ status }) => status === 200)?.events ?? {}
  for (const { event, data } of events) {
    expect(promised[event], `${name} promises no ${event}`).toBeDefined()
    expect(faultsOf(promised[event] ?? {}, data), `${name} ${event}`).toEqual([])
  }
}

const newPlan = () => ({
  name: `Plan ${randomUUID()}`,
  roiPercent: 2.5,
  durationDays: 30,
  minAmount: 1_000,
  maxAmount: 1_000_000,
})

test('every operation keeps what its description promises, and refuses as it says', async ({
  app,
  newPerson,
  sql,
}) => {
  const [admin, member] = [await newPerson({ role: 'admin' }), await newPerson({ credits: 10 })]
  const { call, stream, seen } = client(app.url)
  const nowhere = randomUUID()

  const forAll = await stream('GET /api/plans/subscribe')
  const forMember = await stream('GET /api/plans/subscribe', { as: member })
  const forAdmin = await stream('GET /api/plans/subscribe', { as: admin })
  for (const reader of [forAll, forMember, forAdmin]) await reader.next('CONNECTED')

  // Created: once for each key.
  const fields = newPlan()
  const key = { 'idempotency-key': randomUUID() }
  const created = await call('POST /api/admin/plans', 201, { as: admin, body: fields, headers: key })
  const again = await call('POST /api/admin/plans', 201, { as: admin, body: fields, headers: key })
  const id = String(created.json.id)
  expect(again.json).toEqual(created.json)
  expect(created.json).toMatchObject({ ...fields, version: 1, isActive: true, currency: 'INR' })
  expect(created.headers.get('location')).toBe(`/api/plans/${id}`)
  await call('POST /api/admin/plans', 401, { body: newPlan() })
  await call('POST /api/admin/plans', 403, { as: member, body: newPlan() })
  const wrong = await call('POST /api/admin/plans', 400, {
    as: admin,
    body: { ...newPlan(), roiPercent: -1, colour: 'red' },
  })
  expect(Object.keys(wrong.json.fields as object).toSorted()).toEqual(['colour', 'roiPercent'])
  await call('POST /api/admin/plans', 400, { as: admin, body: '{"name":' })
  await call('POST /api/admin/plans', 400, {
    as: admin,
    body: newPlan(),
    headers: { 'idempotency-key': 'twice' },
  })
  const taken = await call('POST /api/admin/plans', 409, { as: admin, body: fields })
  expect(taken.json.fields).toHaveProperty('name')
  await call('POST /api/admin/plans', 413, {
    as: admin,
    body: { ...newPlan(), description: 'x'.repeat(300_000) },
  })
  await call('POST /api/admin/plans', 415, {
    as: admin,
    body: 'name=Plan',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

  // Read.
  const listed = await call('GET /api/plans', 200)
  expect(listed.json.plans).toContainEqual(created.json)
  await call('GET /api/plans', 401, { headers: { authorization: 'Bearer forged' } })
  const one = await call('GET /api/plans/{id}', 200, { id })
  expect(one.headers.get('etag')).toBe('"1"')
  await call('GET /api/plans/{id}', 401, { id, headers: { authorization: 'Bearer forged' } })
  for (const unknown of [nowhere, 'plan-1']) await call('GET /api/plans/{id}', 404, { id: unknown })

  // Changed: by the version that was seen.
  const put = 'PUT /api/admin/plans/{id}'
  const updated = await call(put, 200, { as: admin, id, body: { version: 1, roiPercent: 3.5 } })
  expect(updated.json).toMatchObject({ roiPercent: 3.5, version: 2, durationDays: 30 })
  const byColumn = await call(put, 200, {
    as: admin,
    id,
    body: { roi_percent: 4 },
    headers: { 'if-match': '"2"' },
  })
  expect(byColumn.headers.get('etag')).toBe('"3"')
  const outdated = await call(put, 409, { as: admin, id, body: { version: 1, roiPercent: 9 } })
  expect(outdated.json.details).toMatchObject({ version: 3, current: { roi_percent: 4 } })
  const unmet = await call(put, 412, {
    as: admin,
    id,
    body: { roiPercent: 9 },
    headers: { 'if-match': '"1"' },
  })
  expect(unmet.json.details).toMatchObject({ version: 3 })
  await call(put, 428, { as: admin, id, body: { roiPercent: 9 } })
  await call(put, 400, {
    as: admin,
    id,
    body: { version: 2, roiPercent: 9 },
    headers: { 'if-match': '"3"' },
  })
  await call(put, 400, { as: admin, id, body: { version: 3, durationDays: 0.5 } })
  await call(put, 401, { id, body: { version: 3, roiPercent: 9 } })
  await call(put, 403, { as: member, id, body: { version: 3, roiPercent: 9 } })
  await call(put, 404, { as: admin, id: nowhere, body: { version: 1, roiPercent: 9 } })
  await call(put, 413, { as: admin, id, body: { version: 3, description: 'x'.repeat(300_000) } })
  await call(put, 415, { as: admin, id, headers: { 'content-type': 'text/plain' }, body: 'x' })
  expect((await call('GET /api/plans/{id}', 200, { id })).json).toEqual(byColumn.json)

  // Deleted.
  const remove = 'DELETE /api/admin/plans/{id}'
  await sql(`insert into public.user_plans (user_id, plan_id, amount) values ($1, $2, 5000)`, [member.id, id])
  await call(remove, 401, { id })
  await call(remove, 403, { as: member, id })
  await call(remove, 400, { as: admin, id, query: '?version=latest' })
  await call(remove, 409, { as: admin, id, query: '?version=1' })
  await call(remove, 412, { as: admin, id, headers: { 'if-match': '"1"' } })
  const gone = await call(remove, 200, { as: admin, id, headers: { 'if-match': '"3"' } })
  expect(gone.json).toEqual({ id, name: fields.name, cancelled: 1 })
  await call(remove, 404, { as: admin, id })
  const unseen = await call('POST /api/admin/plans', 201, { as: admin, body: newPlan() })
  await call(remove, 200, { as: admin, id: String(unseen.json.id) })

  // Followed: everyone heard of the same, and only the admin of whom.
  for (const reader of [forAll, forMember, forAdmin]) {
    for (const event of ['CREATE', 'UPDATE', 'UPDATE', 'DELETE']) {
      const { data } = await reader.next(event)
      expect(data).toMatchObject({ planId: id })
      expect(data.adminEmail).toBe(reader === forAdmin ? admin.email : undefined)
    }
    checkEvents('GET /api/plans/subscribe', reader)
    await reader.cancel()
  }
  await call('GET /api/plans/subscribe', 400, { query: '?planId=all' })
  await call('GET /api/plans/subscribe', 401, { headers: { authorization: 'Bearer forged' } })
  await call('GET /api/plans/subscribe', 404, { query: `?planId=${nowhere}` })

  const credits = await stream('GET /api/credits/subscribe', { as: member })
  await credits.next('CONNECTED')
  await sql('update public.user_credits set credits = credits + 1 where user_id = $1', [member.id])
  await credits.next('BALANCE_CHANGED')
  checkEvents('GET /api/credits/subscribe', credits)
  await credits.cancel()
  await call('GET /api/credits/subscribe', 401)

  // Orders, managed and tracked by the version that was seen.
  const [ordered] = await sql(
    `insert into public.orders
       (user_id, payment_method, subtotal, total, ship_name, ship_phone, ship_address, ship_city, ship_postcode)
     values ($1, 'cod', 100, 100, 'Mira', '+91 98765 43210', '1, Lake Road', 'Pune', '411001') returning id`,
    [member.id],
  )
  const manage = 'GET /api/orders/manage'
  const found = await call(manage, 200, { as: admin, query: `?search=${member.email}&sort=oldest` })
  expect(found.json).toMatchObject({ totalCount: 1, orders: [{ id: ordered?.id, status: 'placed' }] })
  await call(manage, 400, { as: admin, query: '?page=last' })
  await call(manage, 401)
  await call(manage, 403, { as: member })

  const track = 'PUT /api/orders/tracking'
  const orderId = ordered?.id
  const confirmed = await call(track, 200, {
    as: admin,
    body: { orderId, version: 1, status: 'confirmed', deliveryPartnerName: 'Kiran' },
  })
  expect(confirmed.json).toMatchObject({ status: 'confirmed', deliveryPartnerName: 'Kiran', version: 2 })
  const placed = await call(track, 200, {
    as: admin,
    body: { order_id: orderId, location_lat: 18.52, location_lng: 73.85, location_label: 'Pune hub' },
    headers: { 'if-match': '*' },
  })
  expect(placed.headers.get('etag')).toBe('"3"')
  const late = await call(track, 409, { as: admin, body: { orderId, version: 1, note: 'Mine' } })
  expect(late.json.details).toMatchObject({ version: 3, current: { location_label: 'Pune hub' } })
  const skipped = await call(track, 409, { as: admin, body: { orderId, version: 3, status: 'delivered' } })
  expect(skipped.json).toMatchObject({ fields: { status: [expect.any(String)] } })
  await call(track, 412, { as: admin, body: { orderId, note: 'Mine' }, headers: { 'if-match': '"1"' } })
  await call(track, 428, { as: admin, body: { orderId, note: 'Mine' } })
  const odd = await call(track, 400, { as: admin, body: { orderId, version: 3, total: 1, locationLat: 91 } })
  expect(Object.keys(odd.json.fields as object).toSorted()).toEqual(['locationLat', 'total'])
  await call(track, 401, { body: { orderId, version: 3 } })
  await call(track, 403, { as: member, body: { orderId, version: 3 } })
  await call(track, 404, { as: admin, body: { orderId: nowhere, version: 1, note: 'Lost' } })
  await call(track, 413, { as: admin, body: { orderId, version: 3, note: 'x'.repeat(300_000) } })
  await call(track, 415, { as: admin, headers: { 'content-type': 'text/plain' }, body: 'x' })

  // What a caller can bring about has been; a rate limit and a failing server are tested elsewhere.
  const missing = [...OPERATIONS.values()].flatMap(({ name, answers }) =>
    answers
      .map(({ status }) => status)
      .filter((status) => ![429, 500, 503].includes(status) && !seen.get(name)?.has(status))
      .map((status) => `${name} ${status}`),
  )
  expect(missing).toEqual([])
})

test('the description is served as it is checked in', async ({ app }) => {
  const served = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as {
    openapi: string
    paths: object
  }
  expect(served.openapi).toBe('3.1.0')
  const methods = Object.entries(served.paths).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(new Set(methods)).toEqual(new Set(OPERATIONS.keys()))
})

test('a method that is none here is refused by name, and so is a path', async ({ app }) => {
  for (const [method, path, allow] of [
    ['DELETE', '/api/plans', 'GET'],
    ['GET', '/api/admin/plans', 'POST'],
    ['PATCH', `/api/admin/plans/${randomUUID()}`, 'PUT, DELETE'],
    ['POST', '/api/plans/subscribe', 'GET'],
  ] as const) {
    const response = await fetch(`${app.url}${path}`, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect(await response.json()).toMatchObject({ status: 405, title: 'Method Not Allowed' })
  }
  const lost = await fetch(`${app.url}/api/plan`)
  expect(lost.headers.get('content-type')).toBe('application/problem+json')
  expect(await lost.json()).toMatchObject({ status: 404, code: 'not_found' })
})

test('with the session cookie a page of the app may write, and no other site', async ({
  app,
  newPerson,
  openAs,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const page = await openAs(admin, '/account')
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const post = (headers: Record<string, string>) =>
    fetch(`${app.url}/api/admin/plans`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(newPlan()),
    })
  for (const headers of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ] as Record<string, string>[]) {
    const response = await post(headers)
    expect(response.status, JSON.stringify(headers)).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'forbidden' })
  }
  const status = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/admin/plans', { method: 'POST', headers, body })).status
  }, JSON.stringify(newPlan()))
  expect(status).toBe(201)
})
