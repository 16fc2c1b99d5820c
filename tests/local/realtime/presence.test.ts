/** Protocol page, section 10: who is present. */
import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, joined } from './support/client.ts'
import { openRawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
let clients: SupabaseClient[]
const aliceId = '11111111-1111-4111-8111-111111111111'

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`
    create policy "Read" on realtime.messages for select to authenticated
      using (realtime.topic() like 'room%' and (extension = 'broadcast' or realtime.topic() <> 'room without presence'));
    create policy "Write" on realtime.messages for insert to authenticated
      with check (realtime.topic() like 'room%' and (extension = 'broadcast' or realtime.topic() <> 'room read only'))`)
})
afterAll(() => server.stop())

beforeEach(() => {
  clients = []
  return async () => {
    await Promise.all(clients.map((client) => client.removeAllChannels()))
  }
})

type Present = { channel: RealtimeChannel; log: string[]; client: SupabaseClient }

async function enter(
  name: string,
  key: string,
  options: { isPrivate?: boolean; enabled?: boolean } = {},
): Promise<Present> {
  const client = await clientFor(server, userToken(aliceId))
  clients.push(client)
  const channel = client.channel(name, {
    config: { private: options.isPrivate ?? false, presence: { key, enabled: options.enabled ?? true } },
  })
  const log: string[] = []
  if (options.enabled !== false) {
    channel.on('presence', { event: 'sync' }, () => log.push('sync'))
    channel.on('presence', { event: 'join' }, ({ key: who }) => log.push(`join ${who}`))
    channel.on('presence', { event: 'leave' }, ({ key: who }) => log.push(`leave ${who}`))
  }
  expect((await joined(channel)).status).toBe('SUBSCRIBED')
  return { channel, log, client }
}

const keysOf = (present: Present) => Object.keys(present.channel.presenceState()).sort()
const valuesOf = (present: Present, key: string) =>
  (present.channel.presenceState()[key] ?? []).map(({ presence_ref: _ref, ...payload }) => payload)

test('everybody, oneself included, sees who comes and goes', async () => {
  const ann = await enter('lobby', 'ann')
  expect(await ann.channel.track({ mood: 'fine' })).toBe('ok')
  await until(() => keysOf(ann).includes('ann'))
  const ben = await enter('lobby', 'ben')
  await until(() => keysOf(ben).includes('ann'))
  await ben.channel.track({ mood: 'new' })
  await until(() => keysOf(ann).length === 2)
  expect(valuesOf(ann, 'ben')).toEqual([{ mood: 'new' }])
  await ben.channel.untrack()
  await until(() => keysOf(ann).length === 1)
  expect(ann.log.filter((line) => line !== 'sync')).toEqual(['join ann', 'join ben', 'leave ben'])
})

test('a changed payload replaces the old one, an equal one changes nothing', async () => {
  const [ann, ben] = [await enter('updates', 'ann'), await enter('updates', 'ben')]
  await ann.channel.track({ n: 1 })
  await ann.channel.track({ n: 1 })
  await ann.channel.track({ n: 2 })
  await until(() => valuesOf(ben, 'ann').some((payload) => (payload as { n?: number }).n === 2))
  expect(valuesOf(ben, 'ann')).toEqual([{ n: 2 }])
  expect(ben.log.filter((line) => line === 'join ann')).toHaveLength(2)
})

test('several clients may share a key', async () => {
  const [one, two] = [await enter('shared', 'ann'), await enter('shared', 'ann')]
  await one.channel.track({ tab: 1 })
  await two.channel.track({ tab: 2 })
  await until(() => valuesOf(one, 'ann').length === 2)
  expect(valuesOf(one, 'ann')).toEqual(expect.arrayContaining([{ tab: 1 }, { tab: 2 }]))
})

test('an abrupt end of the connection is a leave', async () => {
  const ann = await enter('abrupt', 'ann')
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const raw = await openRawSocket(url)
  raw.send('["1","1","realtime:abrupt","phx_join",{"config":{"presence":{"key":"raw"}}}]')
  raw.send('["1","2","realtime:abrupt","presence",{"type":"presence","event":"TRACK","payload":{"a":1}}]')
  await until(() => keysOf(ann).includes('raw'))
  raw.terminate()
  await until(() => !keysOf(ann).includes('raw'))
})

test('a second join of the topic ends the presence of the first', async () => {
  const ann = await enter('twice', 'ann')
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const raw = await openRawSocket(url)
  const join = (ref: number) =>
    raw.send(
      `["${ref}","${ref}","realtime:twice","phx_join",{"config":{"presence":{"key":"raw","enabled":true}}}]`,
    )
  join(1)
  raw.send('["1","2","realtime:twice","presence",{"type":"presence","event":"track","payload":{"a":1}}]')
  await until(() => keysOf(ann).includes('raw'))
  join(3)
  await until(() => !keysOf(ann).includes('raw'))
  // The state comes after every join, before any diff of it.
  await until(() => raw.messages().some((message) => (message as unknown[])[0] === '3'))
  const ofSecond = (raw.messages() as unknown[][]).filter((message) => message[0] === '3')
  await until(() => (raw.messages() as unknown[][]).filter((message) => message[0] === '3').length >= 2)
  expect(ofSecond[0]?.[3]).toBe('phx_reply')
  raw.terminate()
})

test('a client without presence gets no state, yet may be present', async () => {
  const [ann, ghost] = [await enter('ghosts', 'ann'), await enter('ghosts', 'ghost', { enabled: false })]
  expect(await ghost.channel.track({ here: true })).toBe('ok')
  await until(() => keysOf(ann).includes('ghost'))
})

describe('an answer of error', () => {
  test.each([
    [
      'a payload that is no object',
      '{"type":"presence","event":"track","payload":"text"}',
      { reason: 'Presence track payload must be a map' },
    ],
    [
      'a payload that is null',
      '{"type":"presence","event":"track","payload":null}',
      { reason: 'Presence track payload must be a map' },
    ],
    ['an unknown event', '{"type":"presence","event":"dance"}', {}],
    ['an event that is no text', '{"type":"presence","event":{"toString":1}}', {}],
    [
      'a payload without bottom',
      `{"type":"presence","event":"track","payload":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      { reason: 'Presence track payload is nested too deeply' },
    ],
  ])('for %s', async (_name, payload, response) => {
    const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
    const raw = await openRawSocket(url)
    raw.send('["1","1","realtime:errors","phx_join",{"config":{"presence":{"key":"raw"}}}]')
    raw.send(`["1","2","realtime:errors","presence",${payload}]`)
    await raw.untilReceived(2)
    expect(raw.messages()[1]).toEqual([
      '1',
      '2',
      'realtime:errors',
      'phx_reply',
      { status: 'error', response },
    ])
    raw.close()
  })
})

test.each([['{}'], ['[]']])('what names no event, as %s, is answered with ok', async (payload) => {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const raw = await openRawSocket(url)
  raw.send('["1","1","realtime:nothing","phx_join",{"config":{}}]')
  raw.send(`["1","2","realtime:nothing","presence",${payload}]`)
  await raw.untilReceived(2)
  expect(raw.messages()[1]).toEqual([
    '1',
    '2',
    'realtime:nothing',
    'phx_reply',
    { status: 'ok', response: {} },
  ])
  raw.close()
})

describe('on private channels', () => {
  test('presence goes to those who may read it', async () => {
    const [ann, ben] = [
      await enter('room', 'ann', { isPrivate: true }),
      await enter('room', 'ben', { isPrivate: true }),
    ]
    await ann.channel.track({ n: 1 })
    await until(() => keysOf(ben).includes('ann'))
  })

  test('those who may read broadcasts only get neither state nor diffs', async () => {
    const ann = await enter('room without presence', 'ann', { isPrivate: true })
    expect(await ann.channel.track({ n: 1 })).toBe('ok')
    expect(await ann.channel.send({ type: 'broadcast', event: 'after', payload: {} })).toBe('ok')
    expect(ann.log).toEqual([])
  })

  test('an untrack is answered with ok, whatever the policies say', async () => {
    const ann = await enter('room read only', 'ann', { isPrivate: true })
    expect(await ann.channel.untrack()).toBe('ok')
  })

  test('a refused track is an error and says nothing to others', async () => {
    const ann = await enter('room read only', 'ann', { isPrivate: true })
    expect(await ann.channel.track({ n: 1 })).toBe('error')
    expect(keysOf(ann)).toEqual([])
  })
})
