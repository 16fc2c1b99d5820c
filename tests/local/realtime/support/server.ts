/** A Realtime server on a database of its own, behind a real HTTP port. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { inject } from 'vitest'
import type { Limits } from '../../../../supabase/local/realtime/limits.ts'
import {
  createRealtime,
  type RealtimeOptions,
  type RealtimeServer,
} from '../../../../supabase/local/realtime/server.ts'
import { until } from '../../../support/until.ts'
import { clientFor, type Watch, watch } from './client.ts'
import { type Hosted, hostedProject, noteObjects } from './hosted.ts'
import { keys } from './tokens.ts'

export type TestServer = {
  /** Without a trailing slash; `/realtime/v1` is below it. */
  url: string
  /** As role `postgres`, like a migration or a person. */
  sql: pg.Client
  /** As the superuser. */
  admin: pg.Client
  databaseUrl: string
  log: string[]
  /** A channel that sees the rows of `public.sentinel`, which mark the end of what came before. */
  sentinel: Watch
  /** Absent when the project runs elsewhere. */
  server?: RealtimeServer
  /** Ends the server and starts another one on the same port and database. */
  restart(): Promise<void>
  stop(): Promise<void>
}

let count = 0

export async function startTestServer(
  limits: Partial<Limits> = {},
  options: Pick<RealtimeOptions, 'jwks' | 'privateOnly'> = {},
): Promise<TestServer> {
  const hosted = hostedProject()
  if (hosted) return openHosted(hosted)
  const database = await createDatabase()
  const databaseUrl = urlOf('supabase_admin', database)
  const log: string[] = []
  const start = () =>
    createRealtime({ databaseUrl, ...keys, ...options, limits, log: (line) => log.push(line) })
  let server = await start()
  const http = createServer((request, response) => server.handleRequest(request, response))
  http.on('upgrade', (request, socket, head) => server.handleUpgrade(request, socket, head))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const sql = await connect(urlOf('postgres', database))
  const admin = await connect(databaseUrl)
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  await admin.query(`create table public.sentinel (id bigint generated always as identity primary key);
    alter table public.sentinel owner to postgres;
    alter publication supabase_realtime add table public.sentinel`)
  const observer = await clientFor({ url }, null, keys.secretKey)
  const sentinel = await watch(observer, 'sentinel', { table: 'sentinel' })
  return {
    url,
    sentinel,
    sql,
    admin,
    databaseUrl,
    log,
    get server() {
      return server
    },
    async restart() {
      await server.close()
      server = await start()
    },
    async stop() {
      await observer.removeAllChannels()
      await server.close()
      http.close()
      http.closeAllConnections()
      await Promise.all([sql.end(), admin.end()])
      await dropDatabase(database)
    },
  }
}

/** A project that runs elsewhere: limits are its own, and it cannot be restarted from here. */
async function openHosted({ url, databaseUrl }: Hosted): Promise<TestServer> {
  const sql = await connect(databaseUrl)
  const leftovers = await noteObjects(sql)
  await sql.query(`create table public.sentinel (id bigint generated always as identity primary key);
    alter publication supabase_realtime add table public.sentinel`)
  const observer = await clientFor({ url }, null, keys.secretKey)
  const sentinel = await watch(observer, 'sentinel', { table: 'sentinel' })
  const unavailable = () => Promise.reject(new Error('a hosted project cannot be restarted by a test'))
  return {
    url,
    sentinel,
    sql,
    admin: sql,
    databaseUrl,
    log: [],
    restart: unavailable,
    async stop() {
      await observer.removeAllChannels()
      await leftovers.remove()
      await sql.end()
    },
  }
}

async function createDatabase(): Promise<string> {
  count += 1
  const name = `realtime_${process.pid}_${Date.now().toString(36)}_${count}`
  // Only one copy of a template can be made at a time.
  await withMaintenance(async (client) => {
    await client.query('select pg_advisory_lock(4711)')
    await client.query(`create database ${name} template postgres owner postgres`)
    await client.query(`alter database ${name} set search_path = "$user", public, extensions`)
  })
  return name
}

/** Postgres notices the end of the stream a moment after the server has closed it. */
async function dropDatabase(name: string): Promise<void> {
  await withMaintenance((client) =>
    until(() =>
      client.query(`drop database if exists ${name} with (force)`).then(
        () => true,
        (error: { code?: string }) => {
          if (error.code !== objectInUse) throw error
          return false
        },
      ),
    ),
  )
}

const objectInUse = '55006'

async function withMaintenance(run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = await connect(urlOf('supabase_admin', 'template1'))
  try {
    await run(client)
  } finally {
    await client.end()
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  // Tests end backends and databases on purpose.
  client.on('error', () => {})
  await client.connect()
  return client
}

function urlOf(role: 'postgres' | 'supabase_admin', database: string): string {
  const { port, postgresPassword, superuserPassword } = inject('testPostgres')
  const password = encodeURIComponent(role === 'postgres' ? postgresPassword : superuserPassword)
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`
}
