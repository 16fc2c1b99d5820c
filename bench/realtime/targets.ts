/** The targets of the embedded Realtime, and whether a run met them. F is the better floor of the same run. */
import type { Outcome } from './cases.ts'
import type { Standing } from './standing.ts'

export type Findings = { outcomes: Outcome[]; standing: Standing | null }

type Judgement = { measured: string; isMet: boolean }

type Target = { what: string; judge: (findings: Findings) => Judgement | null }

/** Supabase Realtime v2.129.8 on a machine of the same kind, row security on; recorded on 2026-11-21. */
const supabase = { changesP50: 354, changesPostgresUs: 39_000, broadcastP50: 9.9, broadcastCpuUs: 27 }

const targets: Target[] = [
  ofCase('hot-1x10', 'p50 ≤ 1.5 F', (one) => ratio(one.p50, one.floor.p50, 1.5)),
  ofCase('hot-500x10', 'p50 ≤ 1.6 F', (one) => ratio(one.p50, one.floor.p50, 1.6)),
  ofCase('hot-500x10', 'p95 ≤ 1.8 F', (one) => ratio(one.p95, one.floor.p95, 1.8)),
  ofCase('hot-500x10-50users', 'p50 ≤ 1.25 F', (one) => ratio(one.p50, one.floor.p50, 1.25)),
  ofCase('hot-500x100', 'none lost', (one) => atMost(one.lost, 0, '')),
  ofCase('hot-500x100', 'p95 ≤ 35 ms', (one) => atMost(one.p95, 35, 'ms')),
  ofCase('hot-500x100', 'server CPU ≤ 9 µs a delivery', (one) => atMost(one.cpuUs, 9, 'µs')),
  ofCase('hot-2000x10', 'none lost', (one) => atMost(one.lost, 0, '')),
  ofCase('hot-2000x10', 'p95 ≤ 110 ms', (one) => atMost(one.p95, 110, 'ms')),
  ofCase('hot-2000x100', 'none lost', (one) => atMost(one.lost, 0, '')),
  ofCase('hot-2000x100', 'p95 ≤ 2 F', (one) => ratio(one.p95, one.floor.p95, 2)),
  ofCase('hot-2000x100', 'p95 ≤ 170 ms', (one) => atMost(one.p95, 170, 'ms')),
  ofCase('own-2000x10', 'p50 ≤ 2.5 ms', (one) => atMost(one.p50, 2.5, 'ms')),
  ofCase('own-2000x10', 'p50 ≤ 1.6 F', (one) => ratio(one.p50, one.floor.p50, 1.6)),
  {
    what: 'own-2000x10: p50 ≤ 1.2 × that of own-500x10',
    judge: ({ outcomes }) => {
      const [large, small] = [find(outcomes, 'own-2000x10'), find(outcomes, 'own-500x10')]
      return large && small ? ratio(large.p50, small.p50, 1.2) : null
    },
  },
  ofCase('own-2000x10', 'Postgres CPU ≤ 500 µs a change', (one) => atMost(one.postgresUs, 500, 'µs')),
  ofCase('hot-500x10', 'p50 30 times below Supabase postgres_changes', (one) =>
    atLeast(supabase.changesP50 / one.p50, 30),
  ),
  ofCase('own-2000x10', 'Postgres CPU 6 times below Supabase postgres_changes', (one) =>
    atLeast(supabase.changesPostgresUs / one.postgresUs, 6),
  ),
  ofCase('hot-500x10', 'p50 ≤ 1.25 × Supabase broadcast', (one) =>
    ratio(one.p50, supabase.broadcastP50, 1.25),
  ),
  ofCase('hot-500x10', 'server CPU ≤ 0.5 × Supabase broadcast', (one) =>
    ratio(one.cpuUs, supabase.broadcastCpuUs, 0.5),
  ),
  ofCase('hot-500x10-50users', 'row checks ≤ 50 a change', (one) => atMost(one.checks, 50, '')),
  ofCase('hot-500x10-asked', 'row checks ≤ 500 a change', (one) => atMost(one.checks, 500, '')),
  ofCase('hot-500x10-asked', 'round trips ≤ 1 per 64 checks', (one) => atMost(one.trips, 8, '')),
  ofStanding('memory ≤ 30 kB an idle connection', (it) => atMost(it.residentSocketBytes / 1_000, 30, 'kB')),
  ofStanding('memory ≤ 30 kB an idle connection that has joined', (it) =>
    atMost(it.joinedBytes / 1_000, 30, 'kB'),
  ),
  ofStanding('2,000 connect and join in ≤ 2 s', (it) => atMost(it.joinMs / 1_000, 2, 's')),
  ofStanding('idle with 500 subscribers: ≤ 0.02 core', (it) =>
    atMost(it.idleCores + it.idlePostgresCores, 0.02, 'core'),
  ),
  ofStanding('idle: no SQL', (it) => atMost(it.idleStatements, 0, 'statements')),
]

/** One row for each target that the findings tell about. */
export function judge(findings: Findings): string[][] {
  return targets.flatMap(({ what, judge: of }) => {
    const judgement = of(findings)
    return judgement ? [[what, judgement.measured, judgement.isMet ? 'met' : '**not met**']] : []
  })
}

function ofCase(name: string, what: string, of: (outcome: Outcome) => Judgement): Target {
  return {
    what: `${name}: ${what}`,
    judge: ({ outcomes }) => {
      const outcome = find(outcomes, name)
      return outcome ? of(outcome) : null
    },
  }
}

function ofStanding(what: string, of: (standing: Standing) => Judgement): Target {
  return { what, judge: ({ standing }) => (standing ? of(standing) : null) }
}

function find(outcomes: Outcome[], name: string): Outcome | undefined {
  return outcomes.find((outcome) => outcome.name === name)
}

function ratio(value: number, of: number, limit: number): Judgement {
  return { measured: `${(value / of).toFixed(2)} ×`, isMet: value / of <= limit }
}

function atMost(value: number, limit: number, unit: string): Judgement {
  return { measured: `${short(value)} ${unit}`.trim(), isMet: value <= limit }
}

function atLeast(times: number, limit: number): Judgement {
  return { measured: `${times.toFixed(0)} times`, isMet: times >= limit }
}

function short(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return value < 0.1 ? value.toFixed(3) : value.toFixed(1)
}
