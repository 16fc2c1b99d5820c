/** Protocol page, sections 4 and 5: what a join may say and what it is answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readJoinConfig } from '../../../supabase/local/realtime/join-config.ts'
import { clientFor, joined, watch } from './support/client.ts'
import { openRawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, tokenOf, userToken } from './support/tokens.ts'

let server: TestServer
const alice = '11111111-1111-4111-8111-111111111111'

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`create table notes (id int primary key, body text, owner uuid);
    alter publication supabase_realtime add table notes;
    create table unpublished (id int primary key)`)
})
afterAll(() => server.stop())

async function rawJoin(payload: unknown): Promise<{ reply: Reply; rest: unknown[][] }> {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const socket = await openRawSocket(url)
  socket.send(JSON.stringify(['1', '1', 'realtime:room', 'phx_join', payload]))
  socket.send('[null,"h","phoenix","heartbeat",{}]')
  await socket.untilReceived(2)
  socket.close()
  await socket.untilReceived(3)
  const messages = socket.messages() as unknown[][]
  const at = messages.findIndex((message) => message[1] === '1')
  return { reply: messages[at]?.[4] as Reply, rest: messages.filter((_, index) => index !== at) }
}

function openRaw() {
  return openRawSocket(
    `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`,
  )
}

type Reply = { status: string; response: { reason?: string; postgres_changes?: unknown[] } }

describe('the answer to a join', () => {
  test('echoes every entry key for key with an id that equal entries share', async () => {
    const entries = [
      { event: '*', schema: 'public', table: 'notes' },
      { event: 'INSERT', schema: 'public', table: 'notes', filter: 'id=eq.1', extra: { kept: true } },
      { event: '*', schema: 'public', table: 'notes' },
    ]
    const { reply } = await rawJoin({ config: { postgres_changes: entries } })
    const echoed = reply.response.postgres_changes as { id: number }[]
    expect(echoed.map(({ id: _id, ...entry }) => entry)).toEqual(entries)
    const ids = echoed.map((entry) => entry.id)
    expect(ids.every((id) => Number.isInteger(id) && id !== 0)).toBe(true)
    expect(ids[0]).toBe(ids[2])
    expect(ids[0]).not.toBe(ids[1])
  })

  test.each([
    [
      'texts for booleans',
      { config: { broadcast: { self: 'TRUE' }, presence: { enabled: 'false' }, private: 'False' } },
    ],
    ['null for the list', { config: { postgres_changes: null } }],
    ['nulls in the list', { config: { postgres_changes: [null] } }],
    ['a number as presence key', { config: { presence: { key: 7, enabled: true } } }],
    ['nonsense for a config', { config: { broadcast: 'x', presence: 5 } }],
    ['an sb_ key as token', { config: {}, access_token: 'sb_publishable_x' }],
    ['null as token', { config: {}, access_token: null }],
  ])('is ok with %s', async (_name, payload) => {
    expect((await rawJoin(payload)).reply).toMatchObject({ status: 'ok', response: { postgres_changes: [] } })
  })

  test.each([
    ['not a token', 'abc', 'MalformedJWT: The token provided is not a valid JWT'],
    [
      'a foreign signature',
      tokenOf({ role: 'anon' }, 'y'.repeat(32)),
      'JwtSignatureError: Failed to validate JWT signature',
    ],
    ['no role', tokenOf({}), 'InvalidJWTToken: Fields `role` and `exp` are required in JWT'],
  ])('refuses %s', async (_name, token, reason) => {
    expect((await rawJoin({ config: {}, access_token: token })).reply).toEqual({
      status: 'error',
      response: { reason },
    })
  })

  test('says how long ago a token expired', async () => {
    const token = tokenOf({ role: 'anon', exp: Math.floor(Date.now() / 1000) - 60 })
    const { reply } = await rawJoin({ config: {}, access_token: token })
    expect(reply.response.reason).toMatch(/^InvalidJWTToken: Token has expired 6\d seconds ago$/)
  })

  test('comes after the subscription for a client that waits, with the refusal in it', async () => {
    const options = { postgres_changes_options: { wait: true, timeout: 3_000 } }
    const good = await rawJoin({
      config: { postgres_changes: [{ event: '*', schema: 'public', table: 'notes' }], ...options },
    })
    expect(good.reply.status).toBe('ok')
    const bad = await rawJoin({
      config: { postgres_changes: [{ event: '*', schema: 'public', table: 'nowhere' }], ...options },
    })
    expect(bad.reply.response.reason).toMatch(
      /^RealtimeDisabledForConfiguration: Unable to subscribe to changes/,
    )
  })
})

test.each([
  [{ wait: true }, 15_000],
  [{ wait: 'true', timeout: 3_000 }, 3_000],
  [{ wait: true, timeout: 60_000 }, 20_000],
  [{ wait: true, timeout: 0 }, 15_000],
  [{ wait: true, timeout: -1 }, 15_000],
  [{ wait: true, timeout: '9' }, 15_000],
  [{ wait: false, timeout: 3_000 }, null],
  [{ timeout: 3_000 }, null],
  ['nonsense', null],
])('a client that says %j waits for %s ms', (options, waitMs) => {
  expect(readJoinConfig({ config: { postgres_changes_options: options } }, 'room').waitMs).toBe(waitMs)
})

describe('the system message', () => {
  test('is one for all bindings of a channel', async () => {
    const client = await clientFor(server, userToken(alice))
    const { system, statuses } = await watch(
      client,
      'two bindings',
      { table: 'notes' },
      { table: 'notes', filter: 'id=eq.1' },
    )
    expect(statuses).toEqual(['SUBSCRIBED'])
    expect(system).toEqual([
      {
        extension: 'postgres_changes',
        status: 'ok',
        message: 'Subscribed to PostgreSQL',
        channel: 'two bindings',
      },
    ])
    await client.removeAllChannels()
  })

  test('voids all bindings when one is bad, and the channel stays open', async () => {
    const client = await clientFor(server, userToken(alice))
    const bad = await watch(client, 'half bad', { table: 'notes' }, { table: 'unpublished' })
    expect(bad.statuses).toEqual(['SUBSCRIBED'])
    expect(bad.system[0]).toMatchObject({
      status: 'error',
      message:
        'Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: public, table: unpublished, filters: [], select: nil]',
    })
    await client.removeAllChannels()
  })

  test('is not sent to a channel without bindings', async () => {
    const { rest } = await rawJoin({ config: {} })
    expect(rest.map((message) => message[3])).toEqual(['phx_reply'])
  })

  test('announces the replication connection to those who ask', async () => {
    const { rest } = await rawJoin({ config: { broadcast: { replication_ready: true } } })
    expect(rest).toContainEqual([
      '1',
      null,
      'realtime:room',
      'system',
      { message: 'Replication connection established', status: 'ok', extension: 'system', channel: 'room' },
    ])
  })
})

test('what follows an answer comes in its order: row changes, replication, presence', async () => {
  const config = {
    broadcast: { replication_ready: true },
    presence: { enabled: true },
    postgres_changes: [{ event: '*', schema: 'public', table: 'notes' }],
  }
  const socket = await openRaw()
  socket.send(JSON.stringify(['1', '1', 'realtime:room', 'phx_join', { config }]))
  await socket.untilReceived(4)
  const messages = socket.messages() as [unknown, unknown, unknown, string, { message?: string }][]
  expect(messages.map(([, , , event, { message }]) => message ?? event)).toEqual([
    'phx_reply',
    'Subscribed to PostgreSQL',
    'Replication connection established',
    'presence_state',
  ])
  socket.close()
})

describe('an entry', () => {
  test.each([
    ['of a schema alone', { event: '*', schema: 'public' }],
    ['of a table alone, which is in public', { event: '*', table: 'notes' }],
    ['of any schema', { event: '*', schema: '*' }],
    ['of an event in small letters', { event: 'insert', schema: 'public', table: 'notes' }],
    ['of an unknown event, which counts as any', { event: 'SOMETHING', schema: 'public', table: 'notes' }],
    ['with an empty filter', { event: '*', schema: 'public', table: 'notes', filter: '' }],
  ])('%s is accepted and hears of a new row', async (_what, entry) => {
    const socket = await openRaw()
    socket.send(
      JSON.stringify(['1', '1', 'realtime:r', 'phx_join', { config: { postgres_changes: [entry] } }]),
    )
    await socket.untilReceived(2)
    expect((socket.messages() as unknown[][])[1]?.[4]).toMatchObject({ status: 'ok' })
    await server.sql.query("insert into notes values (1, 'x') on conflict (id) do nothing; delete from notes")
    await socket.untilReceived(3)
    socket.close()
  })

  test.each([
    ['of nothing', {}],
    ['of a filter without a table', { schema: 'public', filter: 'id=eq.1' }],
    ['of a filter that is null', { schema: 'public', table: 'notes', filter: null }],
  ])('%s is told to be no subscription', async (_what, entry) => {
    const socket = await openRaw()
    socket.send(
      JSON.stringify(['1', '1', 'realtime:r', 'phx_join', { config: { postgres_changes: [entry] } }]),
    )
    await socket.untilReceived(2)
    const [reply, system] = socket.messages() as unknown[][]
    expect(reply?.[4]).toMatchObject({ status: 'ok' })
    expect(system?.[4]).toMatchObject({
      status: 'error',
      message: expect.stringMatching(
        /^No subscription params provided\. Please provide at least a `schema` or `table`/,
      ),
    })
    socket.close()
  })
})

test('the older name of the token is understood', async () => {
  const { reply } = await rawJoin({ config: {}, user_token: tokenOf({}) })
  expect(reply.response.reason).toContain('InvalidJWTToken')
})

test.each([
  [{ iat: 'yesterday' }, 'error'],
  [{ iat: 1_700_000_000.5, exp: Date.now() / 1000 + 100.5 }, 'ok'],
])('a token with %j is answered %s', async (claims, status) => {
  const { reply } = await rawJoin({ config: {}, access_token: tokenOf({ role: 'anon', ...claims }) })
  expect(reply.status).toBe(status)
})

test('a topic without a name is refused', async () => {
  const socket = await openRaw()
  socket.send('["1","1","realtime:","phx_join",{"config":{}}]')
  await socket.untilReceived(1)
  expect((socket.messages() as unknown[][])[0]?.[4]).toEqual({
    status: 'error',
    response: { reason: 'TopicNameRequired: You must provide a topic name' },
  })
  socket.close()
})

test('a second join of the same topic replaces the first, whose close comes after the answer', async () => {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const socket = await openRawSocket(url)
  socket.send('["1","1","realtime:room","phx_join",{"config":{}}]')
  socket.send('["2","2","realtime:room","phx_join",{"config":{}}]')
  await socket.untilReceived(3)
  const messages = socket.messages() as unknown[][]
  expect(messages.map((message) => [message[0], message[3]])).toEqual([
    ['1', 'phx_reply'],
    ['2', 'phx_reply'],
    ['1', 'phx_close'],
  ])
  socket.close()
})

test('supabase-js reports a refused join in words', async () => {
  const client = await clientFor(
    server,
    tokenOf({ role: 'anon', exp: Math.floor(Date.now() / 1000) + 2 }, 'z'.repeat(32)),
  )
  const { status, error } = await joined(client.channel('refused'))
  expect(status).toBe('CHANNEL_ERROR')
  expect(error?.message).toContain('JwtSignatureError: Failed to validate JWT signature')
  await client.removeAllChannels()
})

test('a role that does not exist fails its own subscription only', async () => {
  const client = await clientFor(server, userToken(alice, { role: 'nosuchrole' }))
  const { system } = await watch(client, 'unknown role', { table: 'notes' })
  expect(system[0]?.message).toContain(
    'Exception: ERROR 42704 (undefined_object) role "nosuchrole" does not exist',
  )
  await client.removeAllChannels()
})
