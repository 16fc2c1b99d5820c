import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { startChild } from '../lib/child.ts'
import { cpuTimeMs } from '../lib/cpu.ts'
import { type Latency, latency, median, medianOf } from '../lib/stats.ts'
import { accessToken, listenToFloor, type OnChange, type Subscriber, subscribe } from '../lib/subscriber.ts'

const RUNS = 3
const CHANGES = 50
const INTERVAL_MS = 100
const GIVE_UP_AFTER_MS = 15_000

const SCHEMA = `
create table if not exists public.bench_rows (id int primary key, user_id uuid, n int not null default 0);
alter table public.bench_rows enable row level security;
create policy "Viewers read shared rows and their own" on public.bench_rows
  for select to authenticated using (user_id is null or user_id = (select auth.uid()));
grant select on public.bench_rows to authenticated;
alter publication supabase_realtime add table public.bench_rows;
`

export type Stack = StackStatus & { superuserUrl: string }
/** `hot`: everyone watches one row. `own`: everyone watches their own row, and each change concerns one of them. */
export type Pattern = 'hot' | 'own'
export type EventResult = {
  pattern: Pattern
  subscribers: number
  floor: Latency
  ours: Latency
  lost: number
  /** Server CPU per delivery, in microseconds; null where the platform does not tell. */
  cpuPerDeliveryUs: number | null
}

type Run = { latency: Latency; lost: number; cpuPerDeliveryUs: number | null }
type Connect = (userId: string, onChange: OnChange) => Promise<Subscriber>

/**
 * Commit → callback of a WebSocket client, 10 changes a second, every subscriber a distinct user with row-level
 * security, in turn with the raw floor on the same database. Medians of three runs.
 */
export async function measureEvents(counts: number[]): Promise<EventResult[]> {
  const stack = await startChild<Stack>('stack-process.ts')
  const database = new pg.Client(stack.ready.db_url)
  await database.connect()
  try {
    await database.query(SCHEMA)
    const results: EventResult[] = []
    for (const subscribers of counts) {
      for (const pattern of ['hot', 'own'] as const) {
        results.push(await compare(stack.ready, stack.pid, database, pattern, subscribers))
        console.log(`${pattern} × ${subscribers}:`, results.at(-1))
      }
    }
    return results
  } finally {
    await database.end()
    await stack.stop()
  }
}

async function compare(
  stack: Stack,
  stackPid: number,
  database: pg.Client,
  pattern: Pattern,
  subscribers: number,
): Promise<EventResult> {
  const userIds = await createRows(database, pattern, subscribers)
  const floorRuns: Run[] = []
  const ourRuns: Run[] = []
  for (let run = 0; run < RUNS; run++) {
    floorRuns.push(await measureFloor(stack, database, pattern, userIds))
    const connect: Connect = (userId, onChange) => join(stack, pattern, userId, onChange)
    ourRuns.push(await measure(database, pattern, userIds, stackPid, connect))
  }
  const cpu = ourRuns.map((run) => run.cpuPerDeliveryUs).filter((value) => value !== null)
  return {
    pattern,
    subscribers,
    floor: medianOf(floorRuns.map((run) => run.latency)),
    ours: medianOf(ourRuns.map((run) => run.latency)),
    lost: ourRuns.reduce((sum, run) => sum + run.lost, 0),
    cpuPerDeliveryUs: cpu.length === 0 ? null : median(cpu),
  }
}

/** Row 0 is the shared one; row i belongs to the i-th user. */
async function createRows(database: pg.Client, pattern: Pattern, count: number): Promise<string[]> {
  const userIds = Array.from({ length: count }, () => randomUUID())
  const owners = pattern === 'hot' ? [null] : userIds
  await database.query('truncate public.bench_rows')
  await database.query(
    'insert into public.bench_rows (id, user_id) select ordinality - 1, owner from unnest($1::uuid[]) with ordinality as t(owner)',
    [owners],
  )
  return userIds
}

function join(stack: Stack, pattern: Pattern, userId: string, onChange: OnChange): Promise<Subscriber> {
  return subscribe(
    {
      apiUrl: stack.api_url,
      publishableKey: stack.publishable_key,
      accessToken: accessToken(stack.jwt_secret, userId),
      table: 'bench_rows',
      filter: pattern === 'hot' ? 'id=eq.0' : `user_id=eq.${userId}`,
    },
    onChange,
  )
}

async function measureFloor(
  stack: Stack,
  database: pg.Client,
  pattern: Pattern,
  userIds: string[],
): Promise<Run> {
  const slot = `bench_floor_${randomUUID().replaceAll('-', '')}`
  const floor = await startChild<{ url: string }>('floor-process.ts', [
    stack.superuserUrl,
    'supabase_realtime',
    slot,
  ])
  try {
    const connect: Connect = (userId, onChange) =>
      listenToFloor(floor.ready.url, pattern === 'hot' ? 'all' : userId, onChange)
    return await measure(database, pattern, userIds, floor.pid, connect)
  } finally {
    await floor.stop()
  }
}

async function measure(
  database: pg.Client,
  pattern: Pattern,
  userIds: string[],
  serverPid: number,
  connect: Connect,
): Promise<Run> {
  const sentAtMs = new Map<number, number>()
  const samplesMs: number[] = []
  const onChange: OnChange = (record) => {
    const sentAt = sentAtMs.get(Number(record.n))
    if (sentAt !== undefined) samplesMs.push(performance.now() - sentAt)
  }
  const sockets = await connectAll(userIds, (userId) => connect(userId, onChange))
  await warmUp(database)

  const cpuBeforeMs = cpuTimeMs(serverPid)
  const expected = CHANGES * (pattern === 'hot' ? userIds.length : 1)
  for (let change = 1; change <= CHANGES; change++) {
    const row = pattern === 'hot' ? 0 : (change * 7919) % userIds.length
    const startedAt = performance.now()
    sentAtMs.set(change, startedAt)
    await database.query('update public.bench_rows set n = $1 where id = $2', [change, row])
    await delay(Math.max(INTERVAL_MS - (performance.now() - startedAt), 0))
  }
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS
  while (samplesMs.length < expected && performance.now() < giveUpAt) await delay(20)

  const cpuAfterMs = cpuTimeMs(serverPid)
  for (const socket of sockets) socket.close()
  return {
    latency: latency(samplesMs),
    lost: expected - samplesMs.length,
    cpuPerDeliveryUs:
      cpuBeforeMs === null || cpuAfterMs === null ? null : ((cpuAfterMs - cpuBeforeMs) * 1000) / expected,
  }
}

/** Fifty at a time: the bench measures changes, not a rush of connections. */
async function connectAll(
  userIds: string[],
  connect: (userId: string) => Promise<Subscriber>,
): Promise<Subscriber[]> {
  const sockets: Subscriber[] = []
  for (let start = 0; start < userIds.length; start += 50) {
    sockets.push(...(await Promise.all(userIds.slice(start, start + 50).map(connect))))
  }
  return sockets
}

/** Negative numbers are in no map, so these changes are not measured. */
async function warmUp(database: pg.Client): Promise<void> {
  for (let change = 1; change <= 10; change++) {
    await database.query('update public.bench_rows set n = $1', [-change])
    await delay(20)
  }
  await delay(300)
}
