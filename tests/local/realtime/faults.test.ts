/** What happens when Postgres, the stream, a client or the server itself fails. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, joined, settled, type Watch, watch } from './support/client.ts'
import { openRawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
const aliceId = '11111111-1111-4111-8111-111111111111'

beforeEach(async () => {
  server = await startTestServer({ maxQueuedBytes: 1_000_000 })
  await server.sql.query(`create table rows (id int primary key, v text);
    create table owned (id int primary key, user_id uuid); alter table owned enable row level security;
    create policy "Own" on owned for select to authenticated using (user_id = (select auth.uid()));
    alter publication supabase_realtime add table rows, owned`)
})
afterEach(() => server.stop())

const backTogether = (watched: Watch, times: number) =>
  until(
    () =>
      watched.statuses.filter((status) => status === 'SUBSCRIBED').length >= times &&
      watched.system.length >= times,
    {
      withinMs: 20_000,
      what: 'the channel to be joined again',
    },
  )

test('a killed stream is told to those who watch rows, who join again and miss nothing from then on', async () => {
  const client = await clientFor(server, userToken(aliceId))
  const watched = await watch(client, 'killed', { table: 'rows' })
  const bystander = client.channel('public room')
  const bystanderStatuses: string[] = []
  await new Promise<void>((resolve) => {
    bystander.subscribe((status) => {
      bystanderStatuses.push(status)
      resolve()
    })
  })
  await server.admin.query(
    `select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database() and active_pid is not null`,
  )
  await backTogether(watched, 2)
  expect(watched.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR', 'SUBSCRIBED'])
  expect(bystanderStatuses).toEqual(['SUBSCRIBED'])
  await server.sql.query(`insert into rows values (1, 'after')`)
  await watched.untilEvents(1)
  await client.removeAllChannels()
})

test('every session killed at once, as when Postgres restarts, mends by itself', async () => {
  const client = await clientFor(server, userToken(aliceId))
  const watched = await watch(client, 'restart', { table: 'owned' })
  await server.admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'realtime%'`,
  )
  await backTogether(watched, 2)
  await server.sql.query(`insert into owned values (1, '${aliceId}')`)
  await watched.untilEvents(1)
  const secret = client.channel('still asks policies', { config: { private: true } })
  expect((await joined(secret)).error?.message).toContain('Unauthorized')
  await client.removeAllChannels()
})

test('the server restarts: sockets close with 1012, clients come back and are served', async () => {
  const client = await clientFor(server, userToken(aliceId))
  const watched = await watch(client, 'rejoin', { table: 'rows' })
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const raw = await openRawSocket(url)
  await server.restart()
  await until(() => raw.received.some((frame) => 'close' in frame && frame.close === 1012))
  await backTogether(watched, 2)
  await server.sql.query(`insert into rows values (1, 'after')`)
  await watched.untilEvents(1)
  await client.removeAllChannels()
})

test('a publication that is dropped and made again is taken up', async () => {
  const client = await clientFor(server, userToken(aliceId))
  await server.admin.query('drop publication supabase_realtime')
  await server.sql.query(`insert into rows values (1, 'unseen')`)
  await server.admin.query('create publication supabase_realtime for table rows, sentinel')
  const watched = await watch(client, 'made again', { table: 'rows' })
  // The old stream may break only now; whoever was on it is told and joins again.
  let id = 2
  await until(async () => {
    await server.sql.query('insert into rows values ($1)', [id++])
    return watched.events.length > 0
  })
  await client.removeAllChannels()
})

test('a client that stops reading is dropped and holds up nobody', async () => {
  const client = await clientFor(server, userToken(aliceId))
  const watched = await watch(client, 'healthy', { table: 'rows' })
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const stuck = await openRawSocket(url)
  stuck.send(
    JSON.stringify([
      '1',
      '1',
      'realtime:stuck',
      'phx_join',
      { config: { postgres_changes: [{ event: '*', schema: 'public', table: 'rows' }] } },
    ]),
  )
  await stuck.untilReceived(2)
  stuck.webSocket.pause()
  for (let id = 1; id <= 40; id++)
    await server.sql.query(`insert into rows values (${id}, repeat('x', 200000))`)
  await watched.untilEvents(40)
  await until(() => server.log.some((line) => line.includes('does not read')))
  stuck.webSocket.resume()
  await until(() => stuck.received.some((frame) => 'close' in frame))
  await client.removeAllChannels()
})

test('ten thousand changes in one transaction arrive in order, and heartbeats meanwhile', async () => {
  const client = await clientFor(server, null, keys.secretKey)
  const watched = await watch(client, 'burst', { table: 'rows' })
  const raw = await openRawSocket(
    `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`,
  )
  const delaysMs: number[] = []
  let isBursting = true
  const beating = (async () => {
    while (isBursting) {
      const [count, startedAt] = [raw.received.length, performance.now()]
      raw.send('[null,"h","phoenix","heartbeat",{}]')
      await raw.untilReceived(count + 1)
      delaysMs.push(performance.now() - startedAt)
    }
  })()
  await server.sql.query(`insert into rows select n, 'burst' from generate_series(1, 10000) n`)
  await until(() => watched.events.length === 10_000, { withinMs: 25_000, what: '10,000 events' })
  isBursting = false
  await beating
  expect(watched.events.map((event) => (event.new as { id: number }).id)).toEqual(
    Array.from({ length: 10_000 }, (_, at) => at + 1),
  )
  expect(delaysMs.length).toBeGreaterThan(3)
  raw.close()
  await client.removeAllChannels()
})

test('a burst under row security reaches each user with their own rows only', async () => {
  const users = Array.from({ length: 8 }, (_, at) => `${at}1111111-1111-4111-8111-111111111111`)
  const watches = await Promise.all(
    users.map(async (user) =>
      watch(await clientFor(server, userToken(user)), `own ${user}`, { table: 'owned' }),
    ),
  )
  await server.sql.query(
    `insert into owned select n, (n % 8 || '1111111-1111-4111-8111-111111111111')::uuid from generate_series(1, 4000) n`,
  )
  for (const [at, watched] of watches.entries()) {
    await watched.untilEvents(500)
    const ids = watched.events.map((event) => (event.new as { id: number }).id)
    expect(ids).toEqual(Array.from({ length: 500 }, (_, row) => row * 8 + (at === 0 ? 8 : at)))
  }
  await settled(server)
  expect(watches.every((watched) => watched.events.length === 500)).toBe(true)
})

test('five hundred clients that come back at once are all served', async () => {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
  const arrive = async (at: number) => {
    const socket = await openRawSocket(url)
    const user = `${String(at).padStart(8, '0')}-1111-4111-8111-111111111111`
    const entry = { event: '*', schema: 'public', table: 'owned', filter: `user_id=eq.${user}` }
    const payload = { config: { postgres_changes: [entry] }, access_token: userToken(user) }
    socket.send(JSON.stringify(['1', '1', `realtime:${at}`, 'phx_join', payload]))
    await socket.untilReceived(2, 20_000)
    return socket
  }
  const sockets = await Promise.all(Array.from({ length: 500 }, (_, at) => arrive(at)))
  await server.sql.query(
    `insert into owned select n, (lpad(n::text, 8, '0') || '-1111-4111-8111-111111111111')::uuid from generate_series(0, 499) n`,
  )
  await Promise.all(sockets.map((socket) => socket.untilReceived(3, 20_000)))
  await settled(server)
  expect(sockets.every((socket) => socket.received.length === 3)).toBe(true)
  for (const socket of sockets) socket.terminate()
})

test('partitions stand for yesterday to three days ahead, and old ones go', async () => {
  const names = async () => {
    const sql = `select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'realtime.messages'::regclass order by 1`
    return (await server.admin.query(sql)).rows.map((row) => String(row.relname))
  }
  expect(await names()).toHaveLength(5)
  await server.admin.query(
    `create table realtime.messages_2020_01_01 partition of realtime.messages for values from ('2020-01-01') to ('2020-01-02')`,
  )
  await server.restart()
  expect(await names()).toHaveLength(5)
})
