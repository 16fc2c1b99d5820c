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
  /** Changes that were written before, to warm up. */
  warmUp: number
}

const writers = 4
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

  sample(expected: number, warmUp: number): Sample {
    const [p50, p95, p99] = [50, 95, 99].map((percent) => percentile(this.#latencies, percent))
    return {
      p50: p50 ?? Number.NaN,
      p95: p95 ?? Number.NaN,
      p99: p99 ?? Number.NaN,
      delivered: this.delivered,
      expected,
      warmUp,
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

/** Runs the load and waits until all has arrived, or long enough. */
export async function measure(load: Load, stopwatch: Stopwatch): Promise<Sample> {
  const pool = new pg.Pool({ connectionString: load.databaseUrl, max: writers })
  await Promise.all(Array.from({ length: writers }, () => pool.query('select 1')))
  const warmUp = Math.min(5, load.changes)
  await write(pool, load, stopwatch, warmUp)
  await new Promise((resolve) => setTimeout(resolve, 300))
  stopwatch.begin()
  await write(pool, load, stopwatch, load.changes)
  const expected = load.pattern === 'hot' ? load.changes * load.size : load.changes
  const giveUpAt = performance.now() + drainTimeoutMs
  while (stopwatch.delivered < expected && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await pool.end()
  return stopwatch.sample(expected, warmUp)
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
