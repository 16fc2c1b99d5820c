/** Protocol page, section 8: tokens while joined. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, settled, watch } from './support/client.ts'
import { openRawSocket, type RawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, tokenOf, userToken } from './support/tokens.ts'

let server: TestServer
const aliceId = '11111111-1111-4111-8111-111111111111'
const bobId = '22222222-2222-4222-8222-222222222222'

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`create table owned (id int generated always as identity primary key, user_id uuid);
    alter table owned enable row level security;
    create policy "Own" on owned for select to authenticated using (user_id = auth.uid());
    create policy "None is everybody's" on owned for select to anon using (user_id is null);
    alter publication supabase_realtime add table owned`)
})
afterAll(() => server.stop())

const insertFor = (owner: string | null) =>
  server.sql.query('insert into owned (user_id) values ($1)', [owner])

test('a new token of another user counts for the next change', async () => {
  const client = await clientFor(server, userToken(aliceId))
  const watched = await watch(client, 'switch', { table: 'owned' })
  await insertFor(aliceId)
  await watched.untilEvents(1)
  await client.realtime.setAuth(userToken(bobId))
  await until(() => watched.system.length === 2)
  expect(watched.system[1]).toMatchObject({ status: 'ok', message: 'Subscribed to PostgreSQL' })
  await insertFor(aliceId)
  await insertFor(bobId)
  await settled(server)
  expect(watched.events.map((event) => (event.new as { user_id: string }).user_id)).toEqual([aliceId, bobId])
  await client.removeAllChannels()
})

test('no change is lost and none is told to the wrong user while tokens change under load', async () => {
  const client = await clientFor(server, userToken(aliceId))
  const watched = await watch(client, 'under load', { table: 'owned' })
  const ids: number[] = []
  for (let round = 0; round < 40; round++) {
    const writing = server.sql.query('insert into owned (user_id) values ($1), ($2) returning id', [
      aliceId,
      bobId,
    ])
    await client.realtime.setAuth(userToken(aliceId, { round }))
    ids.push(Number((await writing).rows[0]?.id))
  }
  await watched.untilEvents(ids.length)
  await settled(server)
  expect(watched.events.map((event) => (event.new as { id: number }).id)).toEqual(ids)
  await client.removeAllChannels()
})

test('a large transaction arrives once and in order while tokens change in the middle of it', async () => {
  const client = await clientFor(server, userToken(aliceId))
  const watched = await watch(client, 'in the middle', { table: 'owned' })
  const writing = server.sql.query(
    'insert into owned (user_id) select $1 from generate_series(1, 5000) returning id',
    [aliceId],
  )
  for (let round = 0; watched.events.length < 5_000; round++) {
    const before = watched.system.length
    await client.realtime.setAuth(userToken(aliceId, { middle: round }))
    await until(() => watched.system.length > before)
  }
  const ids = (await writing).rows.map((row) => Number(row.id))
  await settled(server)
  expect(watched.events.map((event) => (event.new as { id: number }).id)).toEqual(ids)
  await client.removeAllChannels()
})

test('signing in and out changes the role', async () => {
  const client = await clientFor(server, null)
  const watched = await watch(client, 'roles', { table: 'owned' })
  await insertFor(null)
  await watched.untilEvents(1)
  await client.realtime.setAuth(userToken(aliceId))
  await until(() => watched.system.length === 2)
  await insertFor(null)
  await insertFor(aliceId)
  await settled(server)
  expect(watched.events.map((event) => (event.new as { user_id: string | null }).user_id)).toEqual([
    null,
    aliceId,
  ])
  await client.removeAllChannels()
})

async function rawJoined(token: string): Promise<RawSocket> {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const socket = await openRawSocket(url)
  const config = { postgres_changes: [{ event: '*', schema: 'public', table: 'owned' }] }
  socket.send(JSON.stringify(['1', '1', 'realtime:raw', 'phx_join', { config, access_token: token }]))
  await socket.untilReceived(2)
  return socket
}

describe('a token that does not hold closes its channel and no other', () => {
  const seconds = Math.floor(Date.now() / 1000)

  test.each([
    ['malformed', 'nonsense', /^The token provided is not a valid JWT$/],
    ['expired', tokenOf({ role: 'anon', exp: seconds - 60 }), /^Token has expired \d+ seconds ago$/],
    ['without a role', tokenOf({}), /^Fields `role` and `exp` are required in JWT$/],
    ['with a foreign signature', tokenOf({ role: 'anon' }, 'w'.repeat(32)), /signature/],
  ])('when it is %s', async (_name, token, message) => {
    const socket = await rawJoined(userToken(aliceId))
    socket.send('["9","9","realtime:other","phx_join",{"config":{}}]')
    await socket.untilReceived(3)
    socket.send(JSON.stringify(['1', '2', 'realtime:raw', 'access_token', { access_token: token }]))
    await socket.untilReceived(5)
    const [system, close] = socket.messages().slice(3) as unknown[][]
    expect(system?.[4]).toMatchObject({
      extension: 'system',
      status: 'error',
      channel: 'raw',
      message: expect.stringMatching(message),
    })
    expect(close).toEqual(['1', '1', 'realtime:raw', 'phx_close', {}])
    socket.send('["9","10","realtime:other","phx_leave",{}]')
    await socket.untilReceived(7)
    socket.close()
  })

  test('when it expires', async () => {
    const socket = await rawJoined(userToken(aliceId, { exp: Math.floor(Date.now() / 1000) + 1 }))
    await socket.untilReceived(4)
    expect((socket.messages() as unknown[][])[2]?.[4]).toMatchObject({
      message: expect.stringMatching(/^Token has expired \d seconds ago$/),
    })
    socket.close()
  })
})

test.each([[null], ['sb_secret_x'], [undefined], [7]])('%s as a token changes nothing', async (token) => {
  const socket = await rawJoined(userToken(aliceId))
  socket.send(JSON.stringify(['1', '2', 'realtime:raw', 'access_token', { access_token: token }]))
  socket.send('[null,"h","phoenix","heartbeat",{}]')
  await socket.untilReceived(3)
  await insertFor(aliceId)
  await socket.untilReceived(4)
  expect((socket.messages() as unknown[][]).slice(2).map((message) => message[3])).toEqual([
    'phx_reply',
    'postgres_changes',
  ])
  socket.close()
})

test('the same token again is not confirmed again', async () => {
  const token = userToken(aliceId)
  const socket = await rawJoined(token)
  socket.send(JSON.stringify(['1', '2', 'realtime:raw', 'access_token', { access_token: token }]))
  await insertFor(aliceId)
  await socket.untilReceived(3)
  expect((socket.messages() as unknown[][])[2]?.[3]).toBe('postgres_changes')
  socket.close()
})
