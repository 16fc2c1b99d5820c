import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LiveEvents, logEvents, snapshotEvents } from '@/lib/realtime/live-events'
import { streamEvents } from '@/lib/realtime/sse.server'
import { createUpstreams } from '@/lib/realtime/upstream.server'
import { AppError } from '@/lib/result'
import { createFakeRealtime } from '../support/fake-socket'
import { readEvents } from '../support/read-events'
import { createFakeAuth, createTestClient } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const WATCH = [{ table: 'profiles' as const }]

type ConnectOptions = { token?: string | null; lastEventId?: string; expiresAt?: number }

/** A server with one public row, and a log of its changes. */
function createServer() {
  const realtime = createFakeRealtime()
  const upstreams = createUpstreams(() => createTestClient(realtime, createFakeAuth()).realtime)
  const log: number[] = []
  const server = {
    realtime,
    reads: 0,
    failure: undefined as Error | undefined,
    write(value: number) {
      log.push(value)
      const commitAt = new Date().toISOString()
      realtime.emit({ table: 'profiles', type: 'UPDATE', record: { value }, commitAt })
    },
    snapshot: () =>
      snapshotEvents({
        watch: WATCH,
        async read() {
          server.reads += 1
          if (server.failure) throw server.failure
          return { value: log.at(-1) ?? 0 }
        },
      }),
    log: (page = 2) =>
      logEvents({
        watch: WATCH,
        latest: async () => ({ id: log.length, data: {} }),
        async after(id) {
          if (server.failure) throw server.failure
          const events = log.slice(id, id + page).map((value, index) => ({
            event: 'UPDATE',
            id: String(id + index + 1),
            data: { value },
          }))
          return { events, hasMore: events.length === page }
        },
      }),
    async connect<C>(events: LiveEvents<C>, { token = null, ...options }: ConnectOptions = {}) {
      const gone = new AbortController()
      const logUnexpected = vi.fn()
      const response = await streamEvents({
        events,
        watch: (...watch) => upstreams.watch(token, ...watch),
        lastEventId: null,
        signal: gone.signal,
        expiresAt: null,
        logUnexpected,
        ...options,
      })
      return { ...readEvents(response), response, logUnexpected, leave: () => gone.abort() }
    },
  }
  return server
}

const told = ({ events }: { events: { event: string; data: Record<string, unknown> }[] }) =>
  events.map(({ event, data }) => (event === 'UPDATE' ? data.value : event))

test('CONNECTED comes first, with the data; then each change', async () => {
  const server = createServer()
  server.write(1)
  const reader = await server.connect(server.snapshot())
  await advance(100)
  expect(reader.events).toMatchObject([{ event: 'CONNECTED', data: { value: 1 } }])
  server.write(2)
  await advance(300)
  server.write(3)
  await advance(300)
  expect(told(reader)).toEqual(['CONNECTED', 2, 3])
  expect(reader.response.headers.get('content-type')).toMatch('text/event-stream')
})

test('a change before the subscription flows is told all the same', async () => {
  const server = createServer()
  server.realtime.network.streamMs = () => 3_000
  const reader = await server.connect(server.snapshot())
  server.write(1)
  await advance(2_500)
  expect(told(reader)).toEqual(['CONNECTED'])
  await advance(1_000)
  expect(told(reader)).toEqual(['CONNECTED', 1])
})

test('a hundred visitors share one socket and one channel, which go with the last of them', async () => {
  const server = createServer()
  const readers = await Promise.all(Array.from({ length: 100 }, () => server.connect(server.snapshot())))
  await advance(1_000)
  expect(server.realtime.socketCount()).toBe(1)
  expect(server.realtime.joined()).toEqual(['profiles'])
  server.write(1)
  await advance(500)
  for (const reader of readers) expect(told(reader)).toEqual(['CONNECTED', 1])
  for (const { leave } of readers) leave()
  await advance(5_000)
  expect(server.realtime.joined()).toEqual([])
  expect(server.realtime.openSockets()).toBe(0)
  expect(readers.every(({ isEnded }) => isEnded())).toBe(true)
  // supabase-js looks once more, twice a heartbeat later, whether it has channels.
  await advance(60_000)
  expect(vi.getTimerCount()).toBe(0)
})

test('different tokens never share a socket; streams of one token do, up to a limit', async () => {
  const server = createServer()
  const auth = createFakeAuth()
  auth.signIn('anna')
  const anna = auth.token()
  auth.signIn('bert')
  const bert = auth.token()
  await server.connect(server.snapshot(), { token: anna })
  await server.connect(server.snapshot(), { token: anna })
  await server.connect(server.snapshot(), { token: bert })
  await server.connect(server.snapshot())
  await advance(1_000)
  expect(server.realtime.openSockets()).toBe(3)
  const more = Array.from({ length: 19 }, () => server.connect(server.snapshot(), { token: anna }))
  const refused = (await Promise.allSettled(more)).filter(({ status }) => status === 'rejected')
  expect(refused).toMatchObject([{ reason: { code: 'rate_limited' } }])
})

test('while the socket is down it asks, and it stops asking when changes flow again', async () => {
  const server = createServer()
  const reader = await server.connect(server.snapshot())
  await advance(1_000)
  server.realtime.network.isReachable = false
  server.realtime.drop()
  server.write(1)
  await advance(6_000)
  expect(told(reader)).toEqual(['CONNECTED', 1])
  server.realtime.network.isReachable = true
  await advance(30_000)
  const before = server.reads
  await advance(60_000)
  expect(server.reads).toBe(before)
  server.write(2)
  await advance(500)
  expect(told(reader)).toEqual(['CONNECTED', 1, 2])
})

test('a passing failure is tried again; one that would stay ends the stream', async () => {
  const server = createServer()
  const reader = await server.connect(server.snapshot())
  await advance(1_000)
  server.failure = new AppError('unavailable', 'Away.')
  server.write(1)
  await advance(1_000)
  server.failure = undefined
  await advance(6_000)
  expect(told(reader)).toEqual(['CONNECTED', 1])
  server.failure = new AppError('forbidden', 'No more.')
  server.write(2)
  await advance(1_000)
  expect(reader.events.at(-1)).toEqual({ event: 'ERROR', data: { code: 'forbidden', message: 'No more.' } })
  expect(reader.isEnded()).toBe(true)
})

test('a bug is logged, not told', async () => {
  const server = createServer()
  const reader = await server.connect(server.snapshot())
  await advance(1_000)
  server.failure = new Error('column "secret" does not exist')
  server.write(1)
  await advance(1_000)
  expect(reader.logUnexpected).toHaveBeenCalledWith(server.failure)
  expect(told(reader)).toEqual(['CONNECTED'])
})

test('the stream ends with its token, and says why', async () => {
  const server = createServer()
  const reader = await server.connect(server.snapshot(), { expiresAt: Date.now() + 5_000 })
  await advance(4_900)
  expect(reader.isEnded()).toBe(false)
  await advance(200)
  expect(reader.events.at(-1)).toMatchObject({ event: 'EXPIRED', data: { code: 'unauthenticated' } })
  expect(reader.isEnded()).toBe(true)
})

test('a log: every entry is an event, a burst loses none', async () => {
  const server = createServer()
  const reader = await server.connect(server.log())
  await advance(1_000)
  const values = Array.from({ length: 25 }, (_, index) => index)
  for (const value of values) server.write(value)
  await advance(1_000)
  expect(told(reader)).toEqual(['CONNECTED', ...values])
  expect(reader.events.map(({ id }) => id)).toEqual(Array.from({ length: 26 }, (_, index) => String(index)))
})

test('a log: whoever comes back gets what was missed, before anything flows', async () => {
  const server = createServer()
  for (const value of [10, 20, 30]) server.write(value)
  server.realtime.network.isReachable = false
  const reader = await server.connect(server.log(), { lastEventId: '1' })
  await advance(100)
  expect(told(reader)).toEqual(['CONNECTED', 20, 30])
  expect(reader.events[0]?.id).toBeUndefined()
})

test('a log: an id of another database begins anew, and text is refused', async () => {
  const server = createServer()
  server.write(10)
  const reader = await server.connect(server.log(), { lastEventId: '99' })
  await advance(1_000)
  expect(reader.events).toMatchObject([{ event: 'CONNECTED', id: '1' }])
  const refused = server.connect(server.log(), { lastEventId: '1; drop table' })
  await expect(refused).rejects.toMatchObject({ code: 'invalid_input' })
})
