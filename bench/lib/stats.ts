/** The middle and the slow end of a set of latencies, in milliseconds. */
export type Latency = { p50: number; p95: number; count: number }

/** The value that `percent` of the samples do not exceed (nearest rank). NaN without samples. */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.max(Math.ceil((percent / 100) * sorted.length), 1)
  return sorted[rank - 1] ?? Number.NaN
}

export function latency(samplesMs: readonly number[]): Latency {
  return { p50: percentile(samplesMs, 50), p95: percentile(samplesMs, 95), count: samplesMs.length }
}

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The median run by its p50 and p95: one disturbed run does not decide a figure. */
export function medianOf(runs: readonly Latency[]): Latency {
  return {
    p50: median(runs.map((run) => run.p50)),
    p95: median(runs.map((run) => run.p95)),
    count: runs.reduce((sum, run) => sum + run.count, 0),
  }
}
