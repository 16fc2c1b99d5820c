/** Protocol page, section 7: the limits and their words. */
import { afterAll, beforeAll, expect, test } from 'vitest'
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
