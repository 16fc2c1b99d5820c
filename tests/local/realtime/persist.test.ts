/** Protocol page, section 9: broadcasts that their sender asks to keep. */
import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, joined } from './support/client.ts'
import { openRawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
let alice: SupabaseClient
const aliceId = '11111111-1111-4111-8111-111111111111'

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`
    create policy "Read" on realtime.messages for select to authenticated using (true);
    create policy "Send" on realtime.messages for insert to authenticated with check (extension = 'broadcast');
    create policy "Keep" on realtime.messages for insert to authenticated
      with check (extension = 'persistence' and realtime.topic() like 'kept%')`)
  alice = await clientFor(server, userToken(aliceId))
})
afterAll(async () => {
  await alice.removeAllChannels()
  await server.stop()
})

type Message = { event: string; payload?: unknown; meta?: { replayed?: boolean; id?: string } }

async function listen(
  name: string,
  broadcast: object = {},
): Promise<{ channel: RealtimeChannel; heard: Message[] }> {
  const heard: Message[] = []
  const channel = alice.channel(name, {
    config: { private: true, broadcast: { self: true, ack: true, ...broadcast } },
  })
  channel.on('broadcast', { event: '*' }, (message) => heard.push(message as Message))
  expect((await joined(channel)).status).toBe('SUBSCRIBED')
  return { channel, heard }
}

async function stored(topic: string): Promise<{ event: string; payload: unknown; bytes: string | null }[]> {
  const { rows } = await server.admin.query(
    `select event, payload, encode(binary_payload, 'hex') as bytes from realtime.messages
     where topic = $1 and private and extension = 'broadcast' order by inserted_at`,
    [topic],
  )
  return rows
}

function kept(
  topic: string,
  event: string,
  encoding: 0 | 1,
  payload: string,
  persist: unknown = true,
): Buffer {
  const meta = JSON.stringify({ persist })
  const header = Buffer.from([3, 1, 1, topic.length, event.length, meta.length, encoding])
  return Buffer.concat([header, Buffer.from(`12${topic}${event}${meta}${payload}`)])
}

async function openPrivate(name: string) {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const socket = await openRawSocket(url)
  const config = { private: true, broadcast: { ack: true } }
  const payload = { config, access_token: userToken(aliceId) }
  socket.send(JSON.stringify(['1', '1', `realtime:${name}`, 'phx_join', payload]))
  await socket.untilReceived(1)
  return socket
}

describe('a broadcast to be kept', () => {
  test('is told once, acknowledged with its id, and replayed to who comes later', async () => {
    const since = Date.now() - 1_000
    const { channel, heard } = await listen('kept room')
    const socket = await openPrivate('kept room')
    socket.send(kept('realtime:kept room', 'json', 1, '{"n":9007199254740993}'))
    socket.send(kept('realtime:kept room', 'bytes', 0, 'raw', { ttl: 60 }))
    await socket.untilReceived(3)
    const ids = (socket.messages() as unknown[][])
      .slice(1)
      .map((reply) => (reply[4] as { response: { id: string } }).response.id)
    expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true)
    expect(await stored('kept room')).toHaveLength(2)
    // Whatever the stream made of the rows would have come before this.
    await server.sql.query(`select realtime.send('{}', 'last', 'kept room')`)
    await until(() => heard.some((message) => message.event === 'last'))
    expect(heard.map((message) => message.event)).toEqual(['json', 'bytes', 'last'])
    await alice.removeChannel(channel)

    const late = await listen('kept room', { replay: { since, limit: 25 } })
    await until(() => late.heard.length === 3)
    expect(late.heard.map(({ event, meta }) => [event, meta?.replayed])).toEqual([
      ['json', true],
      ['bytes', true],
      ['last', true],
    ])
    expect(late.heard.slice(0, 2).map((message) => message.meta?.id)).toEqual(ids)
    await alice.removeChannel(late.channel)
    socket.close()
  })

  test('is sent but not kept where no policy allows it', async () => {
    const { channel, heard } = await listen('other room')
    const socket = await openPrivate('other room')
    socket.send(kept('realtime:other room', 'e', 1, '{}'))
    await socket.untilReceived(2)
    expect((socket.messages() as unknown[][])[1]?.[4]).toEqual({ status: 'ok', response: {} })
    await until(() => heard.length === 1)
    expect(await stored('other room')).toEqual([])
    await alice.removeChannel(channel)
    socket.close()
  })

  test('comes over HTTP as well, for private channels', async () => {
    const { channel, heard } = await listen('kept http')
    const post = (query: string) =>
      fetch(`${server.url}/realtime/v1/api/broadcast/kept%20http/events/e?${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${userToken(aliceId)}`, 'content-type': 'application/json' },
        body: '{"n":1}',
      })
    expect((await post('private=true&persist=true')).status).toBe(202)
    expect((await post('private=true&persist[ttl]=60')).status).toBe(202)
    expect((await post('private=true')).status).toBe(202)
    const refused = await post('persist=true')
    expect([refused.status, await refused.text()]).toEqual([
      422,
      '{"errors":{"persist":["can only be used on private channels"]}}',
    ])
    await until(() => heard.length === 3)
    expect(await stored('kept http')).toHaveLength(2)
    await alice.removeChannel(channel)
  })
})
