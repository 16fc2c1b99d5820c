/** Protocol page, section 7: the limits and their words. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRealtime } from '../../../supabase/local/realtime/server.ts'
import { until } from '../../support/until.ts'
import { HandshakeRefused, openRawSocket, type RawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys } from './support/tokens.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({
    maxSockets: 3,
    maxChannelsPerSocket: 2,
    maxEventsPerSecond: 5,
    maxPresenceCallsPerWindow: 3,
    maxJoinsPerSecond: 8,
    maxQueuedBytes: 200_000,
    maxBroadcastBytes: 10_000,
    emptySocketMs: 500,
    sweepEveryMs: 50,
  })
})
afterAll(() => server.stop())

function open(): Promise<RawSocket> {
  return openRawSocket(
    `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`,
  )
}

const join = (name: string, ref: number) => `["${ref}","${ref}","realtime:${name}","phx_join",{"config":{}}]`
const texts = (socket: RawSocket) =>
  socket.received.map((frame) => ('text' in frame ? frame.text : '')).join('\n')

test('a broadcast over the size is refused, from a socket and over HTTP', async () => {
  const socket = await open()
  const large = 'x'.repeat(11_000)
  socket.send('["1","1","realtime:large","phx_join",{"config":{"broadcast":{"ack":true}}}]')
  socket.send(
    `["1","2","realtime:large","broadcast",{"type":"broadcast","event":"e","payload":{"x":"${large}"}}]`,
  )
  await socket.untilReceived(2)
  expect(texts(socket)).toContain('{"status":"error","response":{"error":"payload_size_exceeded"}}')
  socket.close()
  const headers = { apikey: keys.publishableKey, 'content-type': 'application/json' }
  const post = (path: string, body: string) =>
    fetch(`${server.url}/realtime/v1/api/broadcast${path}`, { method: 'POST', headers, body })
  const batch = JSON.stringify({ messages: [{ topic: 't', event: 'e', payload: { large } }] })
  expect([(await post('/t/events/e', `"${large}"`)).status, (await post('', batch)).status]).toEqual([
    422, 422,
  ])
})

test('a socket over the number is refused with 429', async () => {
  const [one, two] = [await open(), await open()]
  await expect(open()).rejects.toEqual(new HandshakeRefused(429, '{"error":"Too many connected users"}'))
  one.close()
  two.close()
  await until(() => one.received.length > 0 && two.received.length > 0)
})

test('a channel over the number is refused', async () => {
  const socket = await open()
  for (const ref of [1, 2, 3]) socket.send(join(`channel ${ref}`, ref))
  await socket.untilReceived(3)
  expect(texts(socket)).toContain('ChannelRateLimitReached: Too many channels')
  socket.close()
})

test.each([
  ['messages', 'nothing', 'Too many messages per second'],
  ['presence calls', 'presence', 'Client presence rate limit exceeded'],
])('too many %s close the channel', async (_what, event, message) => {
  const socket = await open()
  socket.send(join('busy', 1))
  await socket.untilReceived(1)
  for (let n = 0; n < 6; n++)
    socket.send(`["1","${n}","realtime:busy","${event}",{"event":"track","payload":{"n":${n}}}]`)
  await until(() => texts(socket).includes('phx_close'))
  expect(texts(socket)).toContain(`"message":"${message}","status":"error","extension":"system"`)
  socket.close()
})

test('a presence over the size closes the channel', async () => {
  const socket = await open()
  socket.send(join('large presence', 1))
  const payload = JSON.stringify({ event: 'track', payload: { x: 'x'.repeat(11_000) } })
  socket.send(`["1","2","realtime:large presence","presence",${payload}]`)
  await until(() => texts(socket).includes('phx_close'))
  expect(texts(socket)).toContain('"message":"Track message size exceeded","status":"error"')
  socket.close()
})

test('too many joins are refused and end the socket with 1001', async () => {
  const socket = await open()
  for (let ref = 1; ref <= 20; ref++) {
    socket.send(join('again', ref))
    socket.send(`["${ref}","l${ref}","realtime:again","phx_leave",{}]`)
  }
  await until(() => socket.received.some((frame) => 'close' in frame && frame.close === 1001))
  expect(texts(socket)).toContain('ClientJoinRateLimitReached: Too many joins per second')
})

test('a socket without a channel is closed after a while', async () => {
  const socket = await until(() => open().catch(() => null))
  await until(() => socket.received.some((frame) => 'close' in frame && frame.close === 1000))
})

describe('a server with tight bounds', () => {
  let tight: TestServer
  beforeAll(async () => {
    tight = await startTestServer({
      maxPresencePerSecond: 2,
      maxBroadcastBytes: 1_000,
      maxEntriesPerJoin: 3,
      maxWaitingFrames: 5,
      maxHttpBroadcastsPerSecond: 3,
    })
    await tight.sql.query(`
      create function slow() returns boolean language plpgsql as $$ begin perform pg_sleep(0.5); return true; end $$;
      create policy "Slow" on realtime.messages for select using (slow());
      create policy "Slow too" on realtime.messages for insert with check (slow())`)
  })
  afterAll(() => tight.stop())

  async function openJoined(config: object = {}): Promise<RawSocket> {
    const socket = await openRawSocket(
      `${tight.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`,
    )
    socket.send(JSON.stringify(['1', '1', 'realtime:tight', 'phx_join', { config }]))
    return socket
  }

  test('closes a channel when presence calls of all come too fast', async () => {
    const socket = await openJoined()
    await until(async () => {
      socket.send('["1","2","realtime:tight","presence",{"event":"track","payload":{}}]')
      return texts(socket).includes('phx_close')
    })
    expect(texts(socket)).toContain('"message":"Too many presence messages per second","status":"error"')
    socket.close()
  })

  test('refuses a join with too many bindings', async () => {
    const entry = { event: '*', schema: 'public', table: 'sentinel' }
    const socket = await openJoined({ postgres_changes: [entry, entry, entry, entry] })
    await socket.untilReceived(1)
    expect(texts(socket)).toContain('TooManyBindings: A channel may have 3 postgres_changes bindings')
    socket.close()
  })

  test('drops a socket that sends too much before its join is answered', async () => {
    const socket = await openJoined({ private: true })
    for (let n = 0; n < 10; n++)
      socket.send('["1","2","realtime:tight","broadcast",{"type":"broadcast","event":"e","payload":{}}]')
    await until(() => socket.received.some((frame) => 'close' in frame))
    expect(texts(socket)).toBe('')
  })

  test('closes a channel that sends too much before its policy has answered', async () => {
    const socket = await openJoined({ private: true })
    await socket.untilReceived(1)
    for (let n = 0; n < 10; n++)
      socket.send('["1","2","realtime:tight","broadcast",{"type":"broadcast","event":"e","payload":{}}]')
    await until(() => texts(socket).includes('phx_close'))
    expect(texts(socket)).toContain('Too many messages per second')
    socket.close()
  })

  test('answers 429 to too many broadcasts over HTTP, and to a batch that can never pass', async () => {
    const post = async (count: number) => {
      const message = { topic: 't', event: 'e', payload: {} }
      const response = await fetch(`${tight.url}/realtime/v1/api/broadcast`, {
        method: 'POST',
        headers: { apikey: keys.publishableKey, 'content-type': 'application/json' },
        body: JSON.stringify({ messages: Array.from({ length: count }, () => message) }),
      })
      return { status: response.status, text: await response.text() }
    }
    expect(await post(4)).toEqual({
      status: 429,
      text: '{"message":"Too many messages to broadcast, please reduce the batch size"}',
    })
    const busy = await until(async () => {
      const answer = await post(2)
      return answer.status === 429 ? answer : null
    })
    expect(busy.text).toBe('{"message":"You have exceeded your rate limit"}')
    // It passes again later.
    await until(async () => (await post(1)).status === 202)
  })
})

test('a project for private channels only refuses public ones', async () => {
  const closed = await createRealtime({ databaseUrl: server.databaseUrl, ...keys, privateOnly: true })
  const http = createServer().on('upgrade', (...upgrade) => closed.handleUpgrade(...upgrade))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const socket = await openRawSocket(
    `ws://127.0.0.1:${port}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`,
  )
  socket.send(join('public', 1))
  await socket.untilReceived(1)
  expect(texts(socket)).toContain('PrivateOnly: This project only allows private channels')
  socket.close()
  await closed.close()
  http.close()
})
