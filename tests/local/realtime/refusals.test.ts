/** Protocol page, sections 4, 6.1 and 8: refusals word for word, and which of several comes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { openRawSocket, type RawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, tokenOf, userToken } from './support/tokens.ts'

let server: TestServer
const alice = userToken('11111111-1111-4111-8111-111111111111')

beforeAll(async () => {
  server = await startTestServer({ joinTimeoutMs: 300 })
  await server.sql.query(`create table notes (id int primary key, body text);
    alter publication supabase_realtime add table notes;
    create policy "Rooms" on realtime.messages for select to authenticated using (realtime.topic() like 'room%');
    create policy "Present only" on realtime.messages for select to authenticated
      using (realtime.topic() = 'presence only' and extension = 'presence')`)
})
afterAll(() => server.stop())

function open(): Promise<RawSocket> {
  return openRawSocket(
    `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`,
  )
}

/** The payloads of the first frames that come for a join. */
async function join(name: string, payload: unknown, frames = 1): Promise<unknown[]> {
  const socket = await open()
  socket.send(JSON.stringify(['1', '1', `realtime:${name}`, 'phx_join', payload]))
  await socket.untilReceived(frames)
  socket.close()
  return (socket.messages() as unknown[][]).map((message) => message[4])
}

const refused = (reason: string) => ({ status: 'error', response: { reason } })

describe('a join with a token', () => {
  test.each([
    [
      'of an unknown algorithm',
      tokenOf({ role: 'anon' }, keys.jwtSecret, { alg: 'none' }),
      'JwtSignerError: Failed to generate JWT signer, check your JWT secret or JWKS configuration',
    ],
    ['whose end is no number', tokenOf({ role: 'anon', exp: 'soon' }), 'Unknown Error on Channel'],
    ['whose issue is no number', tokenOf({ role: 'anon', iat: 'now' }), 'Unknown Error on Channel'],
    [
      'that has expired and has no role',
      tokenOf({ exp: Math.floor(Date.now() / 1000) - 100_000 }),
      expect.stringMatching(/^InvalidJWTToken: Token has expired 1000\d\d seconds ago$/),
    ],
  ])('%s is refused', async (_what, token, reason) => {
    expect(await join('room', { config: {}, access_token: token })).toEqual([refused(reason)])
  })

  test('is ok when it is percent-encoded and has white space in it', async () => {
    const [reply] = await join('room', { config: { private: true }, access_token: ` ${alice}%0A\n` })
    expect(reply).toMatchObject({ status: 'ok' })
  })

  test('under both names takes the older one, unless the newer one is an sb_ key', async () => {
    const [older] = await join('room', { config: { private: true }, access_token: 'x', user_token: alice })
    expect(older).toMatchObject({ status: 'ok' })
    const [key] = await join('room', { config: {}, access_token: 'sb_publishable_x', user_token: 'x' })
    expect(key).toMatchObject({ status: 'ok' })
  })
})

test.each([
  ['[]', '[]'],
  ['"text"', '"text"'],
  ['null', 'nil'],
])('a join whose payload is %s is refused', async (payload, shown) => {
  expect(await join('room', JSON.parse(payload))).toEqual([
    refused(`UnknownErrorOnChannel: expected params to be a :map, got: \`${shown}\``),
  ])
})

describe('a token while joined', () => {
  test.each([
    ['of a foreign signature', tokenOf({ role: 'anon' }, 'w'.repeat(32)), ':signature_error'],
    [
      'of an unknown algorithm',
      tokenOf({ role: 'anon' }, keys.jwtSecret, { alg: 'none' }),
      ':error_generating_signer',
    ],
    [
      'with a claim of the wrong type',
      tokenOf({ role: 'anon', iat: 'now' }),
      '[message: "Invalid token", claim: "iat", claim_val: "now"]',
    ],
  ])('%s closes the channel with what went wrong', async (_what, token, message) => {
    const socket = await open()
    socket.send('["1","1","realtime:room","phx_join",{"config":{}}]')
    socket.send(JSON.stringify(['1', '2', 'realtime:room', 'access_token', { access_token: token }]))
    await socket.untilReceived(3)
    expect(socket.messages().slice(1)).toEqual([
      [
        '1',
        null,
        'realtime:room',
        'system',
        { message, status: 'error', extension: 'system', channel: 'room' },
      ],
      ['1', '1', 'realtime:room', 'phx_close', {}],
    ])
    socket.close()
  })

  test('that is the key of the connection is nothing new', async () => {
    const key = tokenOf({ role: 'anon' })
    const socket = await openRawSocket(
      `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${key}&vsn=2.0.0`,
    )
    const config = { postgres_changes: [{ event: '*', schema: 'public', table: 'notes' }] }
    socket.send(JSON.stringify(['1', '1', 'realtime:room', 'phx_join', { config }]))
    socket.send(JSON.stringify(['1', '2', 'realtime:room', 'access_token', { access_token: key }]))
    socket.send('["1","3","realtime:room","presence",{}]')
    await socket.untilReceived(3)
    expect((socket.messages() as unknown[][]).map((message) => message[3])).toEqual([
      'phx_reply',
      'system',
      'phx_reply',
    ])
    socket.close()
  })
})

describe('a replay', () => {
  const replay = (value: unknown, isPrivate = true) => ({
    config: { private: isPrivate, broadcast: { replay: value } },
    access_token: alice,
  })
  const notValid = refused('UnableToReplayMessages: Replay params are not valid')
  const notPublic = refused('UnableToReplayMessages: Replay is not allowed for public channels')

  test.each([[{}], [{ since: 'x' }], [{ since: 1, limit: 'x' }], [{ since: 1.5 }], [{ since: 1e16 }]])(
    'of %j is not valid',
    async (value) => expect(await join('room', replay(value))).toEqual([notValid]),
  )

  test.each([[{}], [null], [{ since: 1 }]])('of %j on a public channel is not allowed', async (value) => {
    expect(await join('room', replay(value, false))).toEqual([notPublic])
  })

  test.each([[null], [5], ['x']])('of %j on a private channel is ignored', async (value) => {
    expect((await join('room', replay(value)))[0]).toMatchObject({ status: 'ok' })
  })

  test('is unauthorized where broadcasts cannot be read', async () => {
    const payload = replay({ since: 1 })
    const config = { ...payload.config, presence: { enabled: true } }
    expect(await join('presence only', { ...payload, config })).toEqual([
      refused('Unauthorized: You do not have permissions to read from this Channel topic: presence only'),
    ])
  })

  test('that the database cannot answer fails in words', async () => {
    await server.admin.query('alter table realtime.messages rename column binary_payload to renamed')
    try {
      expect(await join('room', replay({ since: 1 }))).toEqual([
        refused('UnableToReplayMessages: Realtime was unable to replay messages'),
      ])
    } finally {
      await server.admin.query('alter table realtime.messages rename column renamed to binary_payload')
    }
  })
})

describe('an entry', () => {
  const missing =
    'No subscription params provided. Please provide at least a `schema` or `table` to subscribe to: '
  const wildcard =
    'Column selection is not supported for wildcard subscriptions. Provide an explicit schema and table name.'
  const unknown = (table: string) =>
    `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: public, table: ${table}, filters: [], select: nil]`

  test.each([
    [
      'with a filter and no schema',
      [{ table: 'notes', filter: 'id=eq.1' }],
      `${missing}%{"filter" => "id=eq.1", "table" => "notes"}`,
    ],
    [
      'of a table that is null',
      [{ schema: 'public', table: null }],
      `${missing}%{"schema" => "public", "table" => nil}`,
    ],
    ['with a token in it', [{ user_token: 'secret' }], `${missing}<redacted>`],
    [
      'with a text for a selection',
      [{ schema: 'public', table: 'notes', select: 'id' }],
      'Error parsing `select` params: expected a list of column name strings, e.g. select: ["col1", "col2"]',
    ],
    ['of any table with a selection', [{ schema: 'public', table: '*', select: ['id'] }], wildcard],
    ['of a schema with a selection', [{ schema: 'public', select: ['id'] }], wildcard],
    [
      'of a filter without a column',
      [{ schema: 'public', table: 'notes', filter: '=eq.1' }],
      'Unable to subscribe to changes with given parameters. An exception happened so please check your connect parameters: [event: *, schema: public, table: notes, filters: [{"", "eq", "1", false}], select: nil]. Exception: ERROR P0001 (raise_exception) invalid column for filter ',
    ],
    [
      'of a value with a quote inside',
      [{ schema: 'public', table: 'notes', filter: 'id=eq."a"b"' }],
      expect.stringContaining('filters: [{"id", "eq", "\\"a\\"b\\"", false}]'),
    ],
    [
      'of long filters and a long selection, in lines',
      [
        {
          schema: 'public',
          table: 'nowhere',
          filter: `id=in.(${'1000,'.repeat(20)}1),${'body'.repeat(9)}=eq.1`,
          select: Array.from({ length: 12 }, (_, at) => `column${at}`),
        },
      ],
      `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: public, table: nowhere, filters: [
  {"id", "in",
   "{${'1000,'.repeat(20)}1}",
   false},
  {"${'body'.repeat(9)}", "eq", "1", false}
], select: ["column0", "column1", "column2", "column3", "column4", "column5", "column6",
 "column7", "column8", "column9", "column10", "column11"]]`,
    ],
    ['that is the last bad one of several', [{ table: 'one' }, { table: 'two' }], unknown('two')],
  ])('%s is told', async (_what, entries, message) => {
    const [reply, system] = await join('entries', { config: { postgres_changes: entries } }, 2)
    expect(reply).toMatchObject({ status: 'ok' })
    expect(system).toEqual({ message, status: 'error', extension: 'postgres_changes', channel: 'entries' })
  })

  test.each([
    [{ table: 'notes', select: ['id'] }],
    [{ schema: 'public', table: 'notes', select: [1, null] }],
    [{ schema: 'public', table: 'notes', select: { id: true } }],
    [{ schema: 'public', table: 'notes', filter: 'body=eq."a,b",id=gt.0' }],
  ])('%j is accepted', async (entry) => {
    const [, system] = await join('entries', { config: { postgres_changes: [entry] } }, 2)
    expect(system).toMatchObject({ status: 'ok' })
  })
})

describe('a stream that does not come', () => {
  const entry = { event: '*', schema: 'public', table: 'notes' }
  const waiting = (timeout?: unknown) => ({
    config: { postgres_changes: [entry], postgres_changes_options: { wait: true, timeout } },
  })

  test('is told to who waits for it, after the time asked for', async () => {
    await withoutStream(async () => {
      const [reply] = await join('waits', waiting(120))
      expect(reply).toEqual(
        refused(
          'PostgresChangesSubscribeTimeout: Timed out after 120ms waiting for the postgres_changes subscription',
        ),
      )
    })
    const [reply, system] = await join('waits', waiting(20_000), 2)
    expect(reply).toMatchObject({ status: 'ok' })
    expect(system).toMatchObject({ status: 'ok', message: 'Subscribed to PostgreSQL' })
  })

  test('is told to who does not wait, and ends a channel that wants to hear of it', async () => {
    await withoutStream(async () => {
      expect(await join('plain', { config: { postgres_changes: [entry] } })).toEqual([
        refused('UnableToConnectToProject: Realtime was unable to connect to the project database'),
      ])
      const config = { broadcast: { replication_ready: true } }
      const [, system, close] = await join('ready', { config }, 3)
      expect(system).toEqual({
        message: 'Replication connection was not established in time',
        status: 'error',
        extension: 'system',
        channel: 'ready',
      })
      expect(close).toEqual({})
    })
  })

  async function withoutStream(run: () => Promise<void>): Promise<void> {
    const allow = (isAllowed: boolean) =>
      server.admin.query('update pg_database set datallowconn = $1 where datname = current_database()', [
        isAllowed,
      ])
    await allow(false)
    const kill = () =>
      server.admin.query(
        'select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database() and active',
      )
    await until(async () => (await kill()).rowCount === 0)
    try {
      await run()
    } finally {
      await allow(true)
    }
  }
})
