/**
 * Commit → client callback through the embedded Realtime, with row security and distinct users, beside the raw
 * floor of the same run; then what connections cost that do nothing.
 * `npm run bench -- realtime [hot-500x10 own-2000x10 standing …] [runs=3]`: what has a target, in a quarter of an hour, or
 * what is named; with `every=size` each number of subscribers at each rate.
 */
import { startChild } from './lib/child.ts'
import { report, table } from './lib/report.ts'
import { allCases, cases, measureCase, type Outcome } from './realtime/cases.ts'
import type { ServerReady } from './realtime/server-process.ts'
import { measureStanding, type Standing } from './realtime/standing.ts'
import { judge } from './realtime/targets.ts'

/** Runs the cases and appends what they show to bench/RESULTS.md. */
export async function run(options: string[]): Promise<void> {
  const named = options.filter((option) => !option.includes('='))
  const runs = Number(options.find((option) => option.startsWith('runs='))?.slice(5) ?? 3)
  const offered = named.length > 0 || options.includes('every=size') ? allCases : cases
  const isChosen = (name: string) => named.length === 0 || named.includes(name)
  const outcomes = await measureCases(
    offered.filter(({ name }) => isChosen(name)),
    runs,
  )
  const standing = isChosen('standing') ? await measureStanding() : null
  const parts = [
    ...(outcomes.length > 0 ? [explanation(runs), table(head, outcomes.map(toRow))] : []),
    ...(standing ? [table(standingHead, standingRows(standing))] : []),
    table(['target', 'measured', ''], judge({ outcomes, standing })),
  ]
  report('realtime', parts.join('\n\n'))
}

async function measureCases(chosen: typeof cases, runs: number): Promise<Outcome[]> {
  if (chosen.length === 0) return []
  const server = await startChild<ServerReady>('../realtime/server-process.ts')
  const outcomes: Outcome[] = []
  try {
    for (const one of chosen) {
      const outcome = await measureCase(one, server, runs)
      console.log(toRow(outcome).join(' | '))
      outcomes.push(outcome)
    }
  } finally {
    await server.stop()
  }
  return outcomes
}

const head = [
  'case',
  'floor p50 / p95',
  'floor, frames joined',
  'Realtime p50 / p95 / p99 (ms)',
  'ratio to the better floor',
  'lost',
  'server CPU per delivery, ours / floor (µs)',
  'Postgres CPU per change, ours / floor (µs)',
  'row checks / round trips per change',
  'joined in (ms)',
]

function explanation(runs: number): string {
  return `Milliseconds from issuing an UPDATE to each subscriber's callback; sockets and writer share one process with each
other, not with the servers. *hot*: everybody watches one row. *own*: everybody watches their own row, one of them is
concerned. Case \`hot-500x10\`: 500 subscribers, 10 changes a second. Every subscriber is a distinct user and row security is
on; the floor asks nobody. *asked*: the policy reads another table, so that no verdict is kept. Postgres CPU is that of
its own processes and of the servers' sessions, not of those that write. Medians of ${runs} run(s).`
}

function toRow(one: Outcome): string[] {
  return [
    one.name,
    `${ms(one.raw.p50)} / ${ms(one.raw.p95)}`,
    `${ms(one.joined.p50)} / ${ms(one.joined.p95)}`,
    `${ms(one.p50)} / ${ms(one.p95)} / ${ms(one.p99)}`,
    `${(one.p50 / one.floor.p50).toFixed(2)} / ${(one.p95 / one.floor.p95).toFixed(2)}`,
    String(one.lost),
    `${ms(one.cpuUs)} / ${ms(one.floor.cpuUs)}`,
    `${ms(one.postgresUs)} / ${ms(one.floor.postgresUs)}`,
    `${ms(one.checks)} / ${ms(one.trips)}`,
    one.joinMs.toFixed(0),
  ]
}

const standingHead = ['standing still', '']

function standingRows(standing: Standing): string[][] {
  return [
    ['memory of a socket without a channel (kB)', ms(standing.socketBytes / 1_000)],
    ['memory of a socket with one channel that watches rows (kB)', ms(standing.joinedBytes / 1_000)],
    [
      'growth of resident memory, for each of the former and the latter (kB)',
      `${ms(standing.residentSocketBytes / 1_000)} / ${ms(standing.residentJoinedBytes / 1_000)}`,
    ],
    ['2,000 sockets connect and join (ms)', ms(standing.joinMs)],
    ['server, 500 subscribers, nothing changes (cores)', standing.idleCores.toFixed(4)],
    ['Postgres meanwhile (cores)', standing.idlePostgresCores.toFixed(4)],
    ['statements meanwhile', String(standing.idleStatements)],
  ]
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0)
}
