/** Writes at a steady pace and measures from issuing each UPDATE to its arrival at every subscriber. */
import pg from 'pg'
import { percentile } from '../lib/stats.ts'
import type { Pattern } from './audience.ts'

export type Sample = {
  p50: number
  p95: number
  p99: number
  delivered: number
  expected: number
}

const writers = 4
const warmUpChanges = 5
const drainTimeoutMs = 30_000

/** Notes arrivals; the audience calls `onArrival`. */
export class Stopwatch {
  readonly #issuedAt = new Map<number, number>()
  #latencies: number[] = []
  #isCounting = false
  delivered = 0

  readonly onArrival = (n: number): void => {
    const issuedAt = this.#issuedAt.get(n)
    if (issuedAt === undefined || !this.#isCounting) return
    this.delivered += 1
    this.#latencies.push(performance.now() - issuedAt)
  }

  issue(n: number): void {
    this.#issuedAt.set(n, performance.now())
  }

  begin(): void {
    this.#latencies = []
    this.#issuedAt.clear()
    this.delivered = 0
    this.#isCounting = true
  }

  sample(expected: number): Sample {
    const [p50, p95, p99] = [50, 95, 99].map((percent) => percentile(this.#latencies, percent))
    return {
      p50: p50 ?? Number.NaN,
      p95: p95 ?? Number.NaN,
      p99: p99 ?? Number.NaN,
      delivered: this.delivered,
      expected,
    }
  }
}

let nextN = 1

export type Load = {
  databaseUrl: string
  table: string
  pattern: Pattern
  size: number
  perSecond: number
  changes: number
}

export type Measured<Reading> = { sample: Sample; before: Reading; after: Reading }

/**
 * Runs the load and waits until all has arrived, or long enough. `read` is called when all is warm and when all is
 * over, with the process ids of the sessions that write.
 */
export async function measure<Reading>(
  load: Load,
  stopwatch: Stopwatch,
  read: (writerPids: number[]) => Promise<Reading>,
): Promise<Measured<Reading>> {
  const pool = new pg.Pool({ connectionString: load.databaseUrl, max: writers })
  const opened = Array.from({ length: writers }, () =>
    pool.query<{ pid: number }>('select pg_backend_pid() as pid'),
  )
  const pids = (await Promise.all(opened)).flatMap(({ rows }) => rows.map(({ pid }) => pid))
  await write(pool, load, stopwatch, warmUpChanges)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const before = await read(pids)
  stopwatch.begin()
  await write(pool, load, stopwatch, load.changes)
  const expected = load.pattern === 'hot' ? load.changes * load.size : load.changes
  const giveUpAt = performance.now() + drainTimeoutMs
  while (stopwatch.delivered < expected && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const after = await read(pids)
  await pool.end()
  return { sample: stopwatch.sample(expected), before, after }
}

async function write(pool: pg.Pool, load: Load, stopwatch: Stopwatch, changes: number): Promise<void> {
  const startedAt = performance.now()
  const writes: Promise<unknown>[] = []
  for (let at = 0; at < changes; at++) {
    const dueInMs = startedAt + (at * 1000) / load.perSecond - performance.now()
    if (dueInMs > 0) await new Promise((resolve) => setTimeout(resolve, dueInMs))
    const n = nextN++
    const id = load.pattern === 'hot' ? 0 : 1 + (n % load.size)
    stopwatch.issue(n)
    writes.push(
      pool.query({
        name: 'write',
        text: `update public.${load.table} set n = $1 where id = $2`,
        values: [n, id],
      }),
    )
  }
  await Promise.all(writes)
}
