/** Postgres itself stops, or is killed, under a Realtime server that stays up. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootstrap } from '../../../supabase/local/bootstrap.ts'
import { type RunningPostgres, startPostgres } from '../../../supabase/local/postgres.ts'
import { createRealtime } from '../../../supabase/local/realtime/server.ts'
import { loadSecrets } from '../../../supabase/local/secrets.ts'
import { freePort } from '../../support/free-port.ts'
import { until } from '../../support/until.ts'
import { clientFor, type Watch, watch } from './support/client.ts'
import { keys, userToken } from './support/tokens.ts'

const aliceId = '11111111-1111-4111-8111-111111111111'
let dir: string
let postgres: RunningPostgres
let url: string
let databaseUrl: string
let startAgain: () => Promise<void>
const cleanUp: (() => unknown)[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rowcast-restart-'))
  const secrets = loadSecrets(dir)
  const options = { dir, port: await freePort(), superuserPassword: secrets.superuser_password }
  startAgain = async () => {
    postgres = await startPostgres(options)
  }
  await startAgain()
  const password = encodeURIComponent(secrets.superuser_password)
  databaseUrl = `postgresql://supabase_admin:${password}@127.0.0.1:${options.port}/postgres`
  await bootstrap(databaseUrl, secrets)
  await run(`create table owned (id int primary key, user_id uuid); alter table owned enable row level security;
    create policy "Own" on owned for select to authenticated using (user_id = (select auth.uid()));
    grant select on owned to authenticated;
    alter publication supabase_realtime add table owned`)
  const realtime = await createRealtime({ databaseUrl, ...keys })
  const http = createServer((...both) => realtime.handleRequest(...both))
  http.on('upgrade', (...upgrade) => realtime.handleUpgrade(...upgrade))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  cleanUp.push(
    () => http.close(),
    () => realtime.close(),
  )
})
afterAll(async () => {
  for (const end of cleanUp.reverse()) await end()
  await postgres.stop()
  await rm(dir, { recursive: true, force: true, maxRetries: 5 })
})

async function run(sql: string): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query(sql)
  await client.end()
}

function joinedAgain(watched: Watch): Promise<unknown> {
  const count = watched.statuses.filter((status) => status === 'SUBSCRIBED').length
  return until(
    () =>
      watched.statuses.filter((status) => status === 'SUBSCRIBED').length > count &&
      watched.system.length > count,
    { withinMs: 40_000, what: `the channel to be joined again (${watched.statuses.join()})` },
  )
}

test.each([
  ['is restarted', () => postgres.stop()],
  [
    'is killed',
    async () => {
      process.kill(postgres.pid, 'SIGKILL')
      await postgres.exited
    },
  ],
])(
  'when Postgres %s clients are told, join again and miss nothing from then on',
  async (_how, end) => {
    const client = await clientFor({ url }, userToken(aliceId))
    const watched = await watch(client, 'over the restart', { table: 'owned' })
    await end()
    await until(() => watched.statuses.includes('CHANNEL_ERROR'))
    const back = joinedAgain(watched)
    await startAgain()
    await back
    expect(watched.system.at(-1)).toMatchObject({ status: 'ok', message: 'Subscribed to PostgreSQL' })
    await run('truncate owned')
    await run(`insert into owned select n, '${aliceId}' from generate_series(1, 20) n`)
    await watched.untilEvents(20)
    expect(watched.events.map((event) => (event.new as { id: number }).id)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    )
    await client.removeAllChannels()
  },
  60_000,
)
