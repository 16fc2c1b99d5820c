/**
 * Postgres and the embedded Realtime on it, in a process of its own, with the tables that the benches write to.
 * Sends its addresses to its parent when it is ready.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { bootstrap } from '../../supabase/local/bootstrap.ts'
import { startPostgres } from '../../supabase/local/postgres.ts'
import { createRealtime } from '../../supabase/local/realtime/server.ts'
import { loadSecrets } from '../../supabase/local/secrets.ts'
import { freePort } from '../../tests/support/free-port.ts'
import { serveParent } from '../lib/child.ts'
import { countQueries, readCounts, readMemory } from './introspection.ts'

export type ServerReady = {
  url: string
  databaseUrl: string
  jwtSecret: string
  publishableKey: string
  secretKey: string
  /** Process ids, for CPU times. */
  postgresPid: number
}

const superuser = 'supabase_admin'
countQueries()

const dir = await mkdtemp(join(tmpdir(), 'rowcast-bench-'))
const secrets = loadSecrets(dir)
const postgres = await startPostgres({
  dir,
  port: await freePort(),
  superuserPassword: secrets.superuser_password,
})
const password = encodeURIComponent(secrets.superuser_password)
const databaseUrl = `postgresql://${superuser}:${password}@127.0.0.1:${postgres.port}/postgres`
await bootstrap(databaseUrl, secrets)

const client = new pg.Client(databaseUrl)
await client.connect()
await client.query(`
  create table public.bench_rows (
    id int primary key, user_id uuid not null, is_shared boolean not null default false, n int not null default 0, note text
  );
  create index on public.bench_rows (user_id);
  alter table public.bench_rows enable row level security;
  create policy "People see shared rows and their own" on public.bench_rows
    for select to authenticated using (is_shared or user_id = (select auth.uid()));
  grant select on public.bench_rows to authenticated;
  alter publication supabase_realtime add table public.bench_rows;
  insert into public.bench_rows (id, user_id, is_shared, note)
    select n, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, n = 0, repeat('x', 60)
    from generate_series(0, 2000) n;
  create table public.bench_members (row_id int, user_id uuid, primary key (row_id, user_id));
  grant select on public.bench_members to authenticated;
  create table public.bench_shared (like public.bench_rows including all);
  alter table public.bench_shared enable row level security;
  create policy "Members see their rows" on public.bench_shared for select to authenticated using (
    exists (select from public.bench_members m where m.row_id = bench_shared.id and m.user_id = (select auth.uid()))
  );
  grant select on public.bench_shared to authenticated;
  alter publication supabase_realtime add table public.bench_shared;
  insert into public.bench_shared select * from public.bench_rows;
  insert into public.bench_members select 0, user_id from public.bench_rows`)
await client.end()

const realtime = await createRealtime({
  databaseUrl,
  jwtSecret: secrets.jwt_secret,
  publishableKey: secrets.publishable_key,
  secretKey: secrets.secret_key,
  log: (line) => console.error(line),
})
const http = createServer((request, response) => realtime.handleRequest(request, response))
http.on('upgrade', (request, socket, head) => realtime.handleUpgrade(request, socket, head))
http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 })
await once(http, 'listening')

const ready: ServerReady = {
  url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
  databaseUrl,
  jwtSecret: secrets.jwt_secret,
  publishableKey: secrets.publishable_key,
  secretKey: secrets.secret_key,
  postgresPid: postgres.pid,
}
serveParent(
  ready,
  async () => {
    await realtime.close()
    http.close()
    await postgres.stop()
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  },
  (question) => (question === 'memory' ? readMemory() : readCounts()),
)
