/** The cases of the bench: who watches what, and how often it changes; measured beside the floor of the same run. */
import { type Child, startChild } from '../lib/child.ts'
import { cpuTimeMs } from '../lib/cpu.ts'
import { median } from '../lib/stats.ts'
import { joinFloor, joinRealtime, type Pattern } from './audience.ts'
import { postgresCpuBetween, readPostgresCpu } from './cpu-of-postgres.ts'
import type { Counts } from './introspection.ts'
import { measure, type Sample, Stopwatch } from './measure.ts'
import type { ServerReady } from './server-process.ts'

export type Rate = 1 | 10 | 100

export type Case = {
  name: string
  pattern: Pattern
  size: number
  perSecond: Rate
  users: number
  /** `bench_shared` is seen by way of another table, so that every row must be asked about. */
  table: 'bench_rows' | 'bench_shared'
}

type Run = {
  sample: Sample
  cpuUs: number
  postgresUs: number
  joinMs: number
  checks: number
  trips: number
}

/** Medians over the runs; the floor is the better one of raw and joined. */
export type Outcome = {
  name: string
  p50: number
  p95: number
  p99: number
  raw: { p50: number; p95: number }
  joined: { p50: number; p95: number }
  floor: { p50: number; p95: number; cpuUs: number; postgresUs: number }
  lost: number
  cpuUs: number
  postgresUs: number
  joinMs: number
  /** Row checks and round trips for them, a change. */
  checks: number
  trips: number
}

export const cases: Case[] = [
  makeCase('hot', 1, 10),
  makeCase('hot', 100, 10),
  makeCase('hot', 100, 100),
  makeCase('hot', 500, 10),
  makeCase('hot', 500, 100),
  makeCase('hot', 2_000, 10),
  makeCase('hot', 2_000, 100),
  makeCase('own', 500, 10),
  makeCase('own', 2_000, 10),
  makeCase('own', 2_000, 100),
  { ...makeCase('hot', 500, 10), name: 'hot-500x10-50users', users: 50 },
  { ...makeCase('hot', 500, 10), name: 'hot-500x10-asked', table: 'bench_shared' },
  { ...makeCase('hot', 500, 100), name: 'hot-500x100-asked', table: 'bench_shared' },
]

/** Beside those above every size at every rate: twice as long, and for what has no target. */
export const allCases: Case[] = [
  ...cases,
  ...(['hot', 'own'] as const)
    .flatMap((pattern) =>
      [1, 100, 500, 2_000].flatMap((size) =>
        ([1, 10, 100] as const).map((perSecond) => makeCase(pattern, size, perSecond)),
      ),
    )
    .filter(({ name }) => cases.every((known) => known.name !== name)),
]

function makeCase(pattern: Pattern, size: number, perSecond: Rate): Case {
  return {
    name: `${pattern}-${size}x${perSecond}`,
    pattern,
    size,
    perSecond,
    users: size,
    table: 'bench_rows',
  }
}

export async function measureCase(chosen: Case, server: Child<ServerReady>, runs: number): Promise<Outcome> {
  const [ours, raw, joined]: [Run[], Run[], Run[]] = [[], [], []]
  for (let at = 0; at < runs; at++) {
    raw.push(await runFloor(chosen, server, 'raw'))
    joined.push(await runFloor(chosen, server, 'joined'))
    ours.push(await runRealtime(chosen, server))
  }
  const middle = (list: Run[], of: (run: Run) => number) => median(list.map(of))
  const ends = (list: Run[]) => ({
    p50: middle(list, (run) => run.sample.p50),
    p95: middle(list, (run) => run.sample.p95),
    cpuUs: middle(list, (run) => run.cpuUs),
    postgresUs: middle(list, (run) => run.postgresUs),
  })
  const [rawEnds, joinedEnds] = [ends(raw), ends(joined)]
  return {
    name: chosen.name,
    ...ends(ours),
    p99: middle(ours, (run) => run.sample.p99),
    raw: rawEnds,
    joined: joinedEnds,
    floor: rawEnds.p50 <= joinedEnds.p50 ? rawEnds : joinedEnds,
    lost: ours.reduce((sum, run) => sum + run.sample.expected - run.sample.delivered, 0),
    joinMs: middle(ours, (run) => run.joinMs),
    checks: middle(ours, (run) => run.checks),
    trips: middle(ours, (run) => run.trips),
  }
}

async function runRealtime(chosen: Case, server: Child<ServerReady>): Promise<Run> {
  const stopwatch = new Stopwatch()
  const audience = await joinRealtime(server.ready, chosen, stopwatch.onArrival)
  try {
    return { ...(await runLoad(chosen, server, server.pid, stopwatch)), joinMs: audience.joinMs }
  } finally {
    await audience.close()
  }
}

async function runFloor(chosen: Case, server: Child<ServerReady>, mode: 'raw' | 'joined'): Promise<Run> {
  const floor = await startChild<{ url: string }>('../realtime/floor-process.ts', [
    server.ready.databaseUrl,
    mode,
  ])
  const stopwatch = new Stopwatch()
  const audience = await joinFloor(floor.ready.url, chosen, stopwatch.onArrival)
  try {
    return { ...(await runLoad(chosen, server, floor.pid, stopwatch)), joinMs: audience.joinMs }
  } finally {
    await audience.close()
    await floor.stop()
  }
}

async function runLoad(
  chosen: Case,
  server: Child<ServerReady>,
  pid: number,
  stopwatch: Stopwatch,
): Promise<Omit<Run, 'joinMs'>> {
  const changes = { 1: 8, 10: 50, 100: 400 }[chosen.perSecond]
  const read = async (writerPids: number[]) => ({
    own: cpuTimeMs(pid) ?? 0,
    postgres: readPostgresCpu(server.ready.postgresPid, writerPids),
    counts: await server.ask<Counts>('counts'),
  })
  const load = { ...chosen, databaseUrl: server.ready.databaseUrl, changes }
  const { sample, before, after } = await measure(load, stopwatch, read)
  return {
    sample,
    cpuUs: ((after.own - before.own) * 1_000) / Math.max(1, sample.delivered),
    postgresUs: (postgresCpuBetween(before.postgres, after.postgres) * 1_000) / changes,
    checks: (after.counts.checks - before.counts.checks) / changes,
    trips: (after.counts.roundTrips - before.counts.roundTrips) / changes,
  }
}
