/** Frames that no client sends by accident: whatever comes, nobody else notices and the server lives on. */
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, type Watch, watch } from './support/client.ts'
import { openRawSocket, type RawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
let bystander: Watch
let noted = 0

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`create table notes (id int primary key, body text);
    alter publication supabase_realtime add table notes`)
  const client = await clientFor(server, userToken('11111111-1111-4111-8111-111111111111'))
  bystander = await watch(client, 'bystander', { table: 'notes' })
})
afterAll(() => server.stop())

function open(vsn = '2.0.0'): Promise<RawSocket> {
  return openRawSocket(
    `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=${vsn}`,
  )
}

/** The bystander is still joined and served, and a new socket is answered. */
async function expectCalm(): Promise<void> {
  noted += 1
  await server.sql.query('insert into notes values ($1, $2)', [noted, 'calm'])
  await bystander.untilEvents(noted)
  expect(bystander.statuses).toEqual(['SUBSCRIBED'])
  const socket = await open()
  socket.send('[null,"h","phoenix","heartbeat",{}]')
  await socket.untilReceived(1)
  socket.terminate()
}

/** Sends all of it, then a heartbeat; resolves when that is answered or the server has ended the connection. */
async function sendAll(vsn: string, frames: (string | Buffer)[]): Promise<RawSocket> {
  const socket = await open(vsn)
  for (const frame of frames) socket.send(frame)
  socket.send(
    vsn === '2.0.0'
      ? '[null,"end","phoenix","heartbeat",{}]'
      : '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"end"}',
  )
  await until(() =>
    socket.received.some((frame) => 'close' in frame || ('text' in frame && frame.text.includes('"end"'))),
  )
  return socket
}

const topic = fc.oneof(
  fc.constantFrom(
    'realtime:room',
    'realtime:',
    'realtime',
    'phoenix',
    'realtime:__proto__',
    'realtime:constructor',
    'realtime:private:room',
    'realtime:\u0000',
    `realtime:${'x'.repeat(10_000)}`,
  ),
  fc.string(),
)
const event = fc.oneof(
  fc.constantFrom(
    'phx_join',
    'phx_leave',
    'phx_close',
    'phx_reply',
    'heartbeat',
    'access_token',
    'broadcast',
    'presence',
    'postgres_changes',
    '__proto__',
  ),
  fc.string(),
)
const entry = fc.record(
  {
    event: fc.oneof(fc.constantFrom('*', 'INSERT', 'update', ''), fc.jsonValue()),
    schema: fc.oneof(fc.constantFrom('public', '*', 'pg_catalog', '"; drop table notes; --'), fc.jsonValue()),
    table: fc.oneof(fc.constantFrom('notes', '*', 'pg_authid', "'; --"), fc.jsonValue()),
    filter: fc.oneof(
      fc.constantFrom(
        'id=eq.1',
        'id=eq.x',
        'body=match.(',
        "body=eq.'; --",
        'id=in.()',
        'id=in.({})',
        ',',
        '=.',
      ),
      fc.string(),
      fc.jsonValue(),
    ),
    select: fc.oneof(fc.constant(['body']), fc.jsonValue()),
    id: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const payload = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      config: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            postgres_changes: fc.oneof(fc.array(entry, { maxLength: 4 }), fc.jsonValue()),
            presence: fc.oneof(fc.record({ key: fc.jsonValue(), enabled: fc.jsonValue() }), fc.jsonValue()),
            broadcast: fc.oneof(
              fc.record({ self: fc.jsonValue(), ack: fc.jsonValue(), replay: fc.jsonValue() }),
              fc.jsonValue(),
            ),
            private: fc.oneof(fc.boolean(), fc.jsonValue()),
            postgres_changes_options: fc.record({ wait: fc.boolean(), timeout: fc.jsonValue() }),
          },
          { requiredKeys: [] },
        ),
      ),
      access_token: fc.oneof(fc.string(), fc.jsonValue()),
      event: fc.oneof(fc.constantFrom('track', 'untrack', 'e'), fc.jsonValue()),
      payload: fc.jsonValue(),
      type: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
)
const ref = fc.oneof(fc.constantFrom('1', null, 1), fc.jsonValue())

describe('frames made at random', () => {
  test('of version 2.0.0 end at most their own connection', async () => {
    const frame = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.tuple(ref, ref, topic, event, payload).map((parts) => JSON.stringify(parts)),
      },
      { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: fc.string() },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 30 }), async (frames) => {
        const socket = await sendAll('2.0.0', frames)
        for (const message of socket.messages()) expect(Array.isArray(message) && message.length).toBe(5)
        socket.terminate()
      }),
      { numRuns: 60 },
    )
    await expectCalm()
  })

  test('of version 1.0.0 end at most their own connection', async () => {
    const frame = fc
      .record({ join_ref: ref, ref, topic, event, payload }, { requiredKeys: ['topic', 'event'] })
      .map((parts) => JSON.stringify(parts))
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 30 }), async (frames) => {
        const socket = await sendAll('1.0.0', frames)
        expect(socket.received.every((received) => !('binary' in received))).toBe(true)
        socket.terminate()
      }),
      { numRuns: 40 },
    )
    await expectCalm()
  })

  test('in binary end at most their own connection', async () => {
    const header = fc
      .tuple(fc.constantFrom(0, 1, 2, 3, 4, 255), fc.array(fc.nat(255), { maxLength: 6 }), fc.uint8Array())
      .map(([kind, sizes, rest]) => Buffer.from([kind, ...sizes, ...rest]))
    const addressed = fc
      .tuple(
        fc.constantFrom(0, 3),
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom(0, 1, 2),
        fc.uint8Array(),
      )
      .map(([kind, meta, encoding, body]) => {
        const sizes = kind === 3 ? [1, 1, 13, 1, meta.length, encoding] : [1, 1, 13, 1]
        return Buffer.from([kind, ...sizes, ...Buffer.from('12realtime:room'), 0x65, ...meta, ...body])
      })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(header, addressed), { maxLength: 30 }), async (frames) => {
        const join = '["1","1","realtime:room","phx_join",{"config":{"broadcast":{"self":true,"ack":true}}}]'
        const socket = await sendAll('2.0.0', [join, ...frames])
        // Kinds 0 to 2 crash the client.
        for (const received of socket.received) if ('binary' in received) expect(received.binary[0]).toBe(4)
        socket.terminate()
      }),
      { numRuns: 60 },
    )
    await expectCalm()
  })
})

describe('a join', () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

  test.each([
    ['entries without bottom', `{"config":{"postgres_changes":[${deep(50_000)}]}}`],
    ['a schema without bottom', `{"config":{"postgres_changes":[{"schema":${deep(50_000)}}]}}`],
    [
      'a filter without bottom',
      `{"config":{"postgres_changes":[{"table":"notes","filter":${deep(50_000)}}]}}`,
    ],
    [
      'four megabytes of filter',
      `{"config":{"postgres_changes":[{"table":"notes","filter":"${'id=eq.1,'.repeat(500_000)}"}]}}`,
    ],
    ['four megabytes of entries', `{"config":{"postgres_changes":[${'{},'.repeat(1_000_000)}{}]}}`],
    ['four megabytes of token', `{"config":{},"access_token":"${'a.'.repeat(2_000_000)}"}`],
    ['four megabytes of key', `{"config":{"presence":{"enabled":true,"key":"${'k'.repeat(4_000_000)}"}}}`],
  ])('with %s is answered or ignored', async (_what, payloadText) => {
    const socket = await sendAll('2.0.0', [`["1","1","realtime:huge","phx_join",${payloadText}]`])
    await expectCalm()
    socket.terminate()
  })

  test('again and again on one topic ends as one channel', async () => {
    const joins = Array.from(
      { length: 200 },
      (_, at) => `["${at}","${at}","realtime:again","phx_join",{"config":{}}]`,
    )
    const socket = await sendAll('2.0.0', joins)
    await socket.untilReceived(1 + 200 + 199)
    const events = (socket.messages() as unknown[][]).map((message) => message[3])
    expect(events.filter((name) => name === 'phx_close')).toHaveLength(199)
    socket.terminate()
    await expectCalm()
  })
})

test('patterns that take for ever, however many, hold up nobody', async () => {
  const socket = await open()
  for (let at = 0; at < 30; at++) {
    const filter = `body=match.^${'a'.repeat(at)}(.+)(.+)(.+)\\3\\2\\1$`
    const slow = { event: '*', schema: 'public', table: 'notes', filter }
    const config = { postgres_changes: [slow] }
    socket.send(JSON.stringify([`${at}`, `${at}`, `realtime:slow${at}`, 'phx_join', { config }]))
  }
  await socket.untilReceived(60)
  await server.sql.query(`insert into notes values (-1, repeat('a', 3000) || repeat('b', 3000) || 'c')`)
  await bystander.untilEvents(noted + 1)
  bystander.events.pop()
  await expectCalm()
  await server.sql.query('delete from notes where id = -1')
  await bystander.untilEvents(noted + 1)
  bystander.events.pop()
  socket.terminate()
})

test('a name that Postgres cannot take fails its own join and none beside it', async () => {
  const joinOf = (table: string) =>
    `["1","1","realtime:${table.length}","phx_join",{"config":{"postgres_changes":[{"schema":"public","table":${JSON.stringify(table)}}]}}]`
  const sockets = await Promise.all(Array.from({ length: 6 }, () => open()))
  for (const [at, socket] of sockets.entries()) socket.send(joinOf(at % 2 === 0 ? 'notes' : 'no\0tes'))
  await Promise.all(sockets.map((socket) => socket.untilReceived(2)))
  const told = sockets.map((socket) => (socket.messages() as { message: string }[][])[1]?.[4]?.message)
  expect(told.filter((_, at) => at % 2 === 0)).toEqual(Array(3).fill('Subscribed to PostgreSQL'))
  for (const message of told.filter((_, at) => at % 2 === 1)) {
    expect(message).toContain(
      'Exception: ERROR 22021 (character_not_in_repertoire) invalid byte sequence for encoding "UTF8": 0x00',
    )
  }
  for (const socket of sockets) socket.terminate()
})

test.each([['//'], ['http://[::1/websocket'], ['*']])('an upgrade of %s is refused', async (path) => {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  )
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 Not Found/)
  await expectCalm()
})

test('a sender whose bytes come one by one is as good as any other', async () => {
  const socket = await open()
  const frames = Array.from({ length: 50 }, (_, at) => `[null,"${at}","phoenix","heartbeat",{}]`)
  for (const text of frames) {
    const [head, tail] = [text.slice(0, 5), text.slice(5)]
    socket.webSocket.send(head, { fin: false })
    socket.webSocket.send(tail, { fin: true })
  }
  await socket.untilReceived(50)
  expect((socket.messages() as unknown[][]).map((message) => message[1])).toEqual(
    frames.map((_, at) => String(at)),
  )
  socket.terminate()
})
