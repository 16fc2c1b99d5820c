/**
 * Commit → client callback through the embedded Realtime, with row security and distinct users, beside the raw
 * floor of the same run. `npm run bench -- realtime [hot-500x10 own-2000x10 …] [runs=1]`: all cases, or those named.
 */
import { startChild } from './lib/child.ts'
import { cpuTimeMs } from './lib/cpu.ts'
import { report, table } from './lib/report.ts'
import { median } from './lib/stats.ts'
import { joinFloor, joinRealtime, type Pattern } from './realtime/audience.ts'
import { postgresCpuMs } from './realtime/cpu-of-postgres.ts'
import { measure, type Sample, Stopwatch } from './realtime/measure.ts'
import type { ServerReady } from './realtime/server-process.ts'

type Case = { name: string; pattern: Pattern; size: number; perSecond: number; users: number }

type Run = { sample: Sample; cpuUs: number; postgresUs: number; joinMs: number }

const sizes = [1, 100, 500, 2_000]
const rates = [1, 10, 100]
const cases: Case[] = [
  ...(['hot', 'own'] as const).flatMap((pattern) =>
    sizes.flatMap((size) =>
      rates.map((perSecond) => ({
        name: `${pattern}-${size}x${perSecond}`,
        pattern,
        size,
        perSecond,
        users: size,
      })),
    ),
  ),
  { name: 'hot-500x10-50users', pattern: 'hot', size: 500, perSecond: 10, users: 50 },
]

/** Runs the cases and appends what they show to bench/RESULTS.md. */
export async function run(options: string[]): Promise<void> {
  const named = options.filter((option) => !option.includes('='))
  const runs = Number(options.find((option) => option.startsWith('runs='))?.slice(5) ?? 3)
  const chosen = cases.filter((candidate) => named.length === 0 || named.includes(candidate.name))
  const server = await startChild<ServerReady>('../realtime/server-process.ts')
  const rows: string[][] = []
  try {
    for (const chosenCase of chosen) rows.push(await measureCase(chosenCase, server.ready, server.pid, runs))
  } finally {
    await server.stop()
  }
  report('realtime', `${explanation(runs)}\n\n${table(head, rows)}`)
}

const head = [
  'case',
  'floor p50 / p95',
  'floor, frames joined',
  'Realtime p50 / p95 / p99 (ms)',
  'ratio to the better floor',
  'lost',
  'server CPU per delivery, ours / floor (µs)',
  'Postgres CPU per change (µs)',
  'joined in (ms)',
]

function explanation(runs: number): string {
  return `Milliseconds from issuing an UPDATE to each subscriber's callback; sockets and writer share one process with each
other, not with the servers. *hot*: everybody watches one row. *own*: everybody watches their own row, one of them is
concerned. Case \`hot-500x10\`: 500 subscribers, 10 changes a second. Every subscriber is a distinct user and row security is
on; the floor asks nobody. Medians of ${runs} run(s).`
}

async function measureCase(chosen: Case, server: ServerReady, pid: number, runs: number): Promise<string[]> {
  const [ours, raw, joined]: [Run[], Run[], Run[]] = [[], [], []]
  for (let at = 0; at < runs; at++) {
    raw.push(await runFloor(chosen, server, 'raw'))
    joined.push(await runFloor(chosen, server, 'joined'))
    ours.push(await runRealtime(chosen, server, pid))
  }
  const row = toRow(chosen, ours, raw, joined)
  console.log(row.join(' | '))
  return row
}

function toRow(chosen: Case, ours: Run[], raw: Run[], joined: Run[]): string[] {
  const p50 = (list: Run[]) => median(list.map((one) => one.sample.p50))
  const p95 = (list: Run[]) => median(list.map((one) => one.sample.p95))
  const better = p50(raw) <= p50(joined) ? raw : joined
  const lost = ours.reduce((sum, one) => sum + one.sample.expected - one.sample.delivered, 0)
  return [
    chosen.name,
    `${ms(p50(raw))} / ${ms(p95(raw))}`,
    `${ms(p50(joined))} / ${ms(p95(joined))}`,
    `${ms(p50(ours))} / ${ms(p95(ours))} / ${ms(median(ours.map((one) => one.sample.p99)))}`,
    `${(p50(ours) / p50(better)).toFixed(2)} / ${(p95(ours) / p95(better)).toFixed(2)}`,
    String(lost),
    `${ms(median(ours.map((one) => one.cpuUs)))} / ${ms(median(better.map((one) => one.cpuUs)))}`,
    median(ours.map((one) => one.postgresUs)).toFixed(0),
    median(ours.map((one) => one.joinMs)).toFixed(0),
  ]
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0)
}

async function runRealtime(chosen: Case, server: ServerReady, pid: number): Promise<Run> {
  const stopwatch = new Stopwatch()
  const audience = await joinRealtime(server, chosen.pattern, chosen.size, chosen.users, stopwatch.onArrival)
  try {
    return { ...(await runLoad(chosen, server, pid, stopwatch)), joinMs: audience.joinMs }
  } finally {
    await audience.close()
  }
}

async function runFloor(chosen: Case, server: ServerReady, mode: 'raw' | 'joined'): Promise<Run> {
  const floor = await startChild<{ url: string }>('../realtime/floor-process.ts', [server.databaseUrl, mode])
  const stopwatch = new Stopwatch()
  const audience = await joinFloor(floor.ready.url, chosen.pattern, chosen.size, stopwatch.onArrival)
  try {
    return { ...(await runLoad(chosen, server, floor.pid, stopwatch)), joinMs: audience.joinMs }
  } finally {
    await audience.close()
    await floor.stop()
  }
}

async function runLoad(
  chosen: Case,
  server: ServerReady,
  pid: number,
  stopwatch: Stopwatch,
): Promise<Omit<Run, 'joinMs'>> {
  const changes = { 1: 8, 10: 60, 100: 400 }[chosen.perSecond] ?? 60
  const before = { own: cpuTimeMs(pid) ?? 0, postgres: postgresCpuMs(server.postgresPid) }
  const sample = await measure({ ...chosen, databaseUrl: server.databaseUrl, changes }, stopwatch)
  const after = { own: cpuTimeMs(pid) ?? 0, postgres: postgresCpuMs(server.postgresPid) }
  return {
    sample,
    cpuUs: ((after.own - before.own) * 1_000) / Math.max(1, sample.delivered),
    postgresUs: ((after.postgres - before.postgres) * 1_000) / changes,
  }
}
