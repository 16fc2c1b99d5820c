import { expect, inject, test, vi } from 'vitest'
import { signToken } from '../support/api-clients'
import { addBySql } from '../support/credit-calls'
import { createCredits } from '../support/factories'
import { type Person, signUpPerson } from '../support/people'
import { type EventReader, readEvents } from '../support/read-events'

const stack = inject('stack')

vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', stack.api_url)
vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', stack.publishable_key)
vi.stubEnv('SUPABASE_JWT_SECRET', stack.jwt_secret)

type Get = (request: Request) => Promise<Response>

/** An app server of its own: nothing of what another one remembers. */
async function startServer(): Promise<Get> {
  vi.resetModules()
  return (await import('@/app/api/credits/subscribe/route')).GET
}

const GET = await startServer()

function request(headers: Record<string, string>, signal?: AbortSignal): Request {
  return new Request('http://localhost/api/credits/subscribe', { headers, ...(signal && { signal }) })
}

const bearer = ({ accessToken }: Pick<Person, 'accessToken'>) => ({ authorization: `Bearer ${accessToken}` })

async function newPerson(): Promise<Person> {
  const person = await signUpPerson(stack)
  await createCredits(person.id, { credits: 100 })
  return person
}

async function connect(headers: Record<string, string>, get = GET): Promise<EventReader> {
  const response = await get(request(headers))
  expect(response.status).toBe(200)
  return readEvents(response)
}

test('a change by SQL reaches its owner, and nobody else', async () => {
  const [anna, bert] = await Promise.all([newPerson(), newPerson()])
  const readers = [await connect(bearer(anna)), await connect(bearer(bert))] as const
  expect(await readers[0].next('CONNECTED')).toMatchObject({ data: { credits: 100 } })
  await addBySql(anna.id, 10)
  expect(await readers[0].next('BALANCE_CHANGED')).toMatchObject({ data: { credits: 110, delta: 10 } })
  await addBySql(bert.id, 1)
  expect(await readers[1].next('BALANCE_CHANGED')).toMatchObject({ data: { credits: 101, delta: 1 } })
  expect(readers[1].events.map(({ event }) => event)).toEqual(['CONNECTED', 'BALANCE_CHANGED'])
  for (const reader of readers) await reader.cancel()
})

test('a reader that comes back, on another server, gets every entry it missed once', async () => {
  const person = await newPerson()
  const first = await connect(bearer(person))
  await first.next('CONNECTED')
  await addBySql(person.id, 1)
  const { id } = await first.next('BALANCE_CHANGED')
  await first.cancel()
  for (const delta of [2, 3, 4]) await addBySql(person.id, delta)

  const second = await connect({ ...bearer(person), 'last-event-id': String(id) }, await startServer())
  await addBySql(person.id, 5)
  for (const delta of [2, 3, 4, 5]) {
    expect(await second.next('BALANCE_CHANGED')).toMatchObject({ data: { delta } })
  }
  await second.cancel()
})

test('the session cookie will do', async () => {
  const person = await newPerson()
  const name = `sb-${new URL(stack.api_url).host.replaceAll(/[^a-z0-9]+/g, '-')}-auth`
  const session = Buffer.from(JSON.stringify({ access_token: person.accessToken })).toString('base64url')
  const reader = await connect({ cookie: `theme=dark; ${name}=base64-${session}` })
  expect(await reader.next('CONNECTED')).toMatchObject({ data: { credits: 100 } })
  await reader.cancel()
})

test('without a good token the answer is a problem', async () => {
  const forged = signToken(
    { sub: crypto.randomUUID(), role: 'authenticated', aud: 'authenticated' },
    'x'.repeat(40),
  )
  const cookie = { cookie: 'sb-elsewhere-auth=base64-e30' }
  const answers = [{}, cookie, bearer({ accessToken: forged }), bearer({ accessToken: 'no-token' })]
  for (const headers of answers) {
    const response = await GET(request(headers))
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  }
  const response = await GET(request({ ...bearer(await newPerson()), 'last-event-id': 'x' }))
  expect(response.status).toBe(400)
})

test('a stream ends with its token', async () => {
  const { id } = await newPerson()
  const exp = Math.floor(Date.now() / 1000) + 5
  const accessToken = signToken(
    { sub: id, role: 'authenticated', aud: 'authenticated', exp },
    stack.jwt_secret,
  )
  const reader = await connect(bearer({ accessToken }))
  await reader.next('CONNECTED')
  expect(await reader.next('EXPIRED')).toMatchObject({ data: { code: 'unauthenticated' } })
})

test('an aborted request ends its stream', async () => {
  const person = await newPerson()
  const gone = new AbortController()
  const reader = readEvents(await GET(request(bearer(person), gone.signal)))
  await reader.next('CONNECTED')
  gone.abort()
  await expect.poll(() => reader.isEnded()).toBe(true)
})
