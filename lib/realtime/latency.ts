/** Upper bounds of the histogram's bars in milliseconds; the last bar has none. */
export const LATENCY_BOUNDS_MS = [20, 50, 100, 200, 500, 1_000, 2_000, 5_000] as const

export type Latency = {
  count: number
  p50Ms: number | null
  p95Ms: number | null
  /** How many fell below each bound and above the one before; the last is for all above. */
  bars: number[]
}

export function summarise(durationsMs: number[]): Latency {
  const sorted = durationsMs.toSorted((a, b) => a - b)
  const bars = Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, () => 0)
  for (const duration of sorted) {
    const index = LATENCY_BOUNDS_MS.findIndex((boundMs) => duration < boundMs)
    const bar = index < 0 ? LATENCY_BOUNDS_MS.length : index
    bars[bar] = (bars[bar] ?? 0) + 1
  }
  return { count: sorted.length, p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95), bars }
}

/** Nearest rank: always a duration that was measured. */
function percentile(sorted: number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

export type ClockOffset = {
  /** A remote instant that lies between two local ones, all in milliseconds since 1970. */
  observe: (startedAt: number, remoteAt: number, endedAt: number) => void
  /** How far the remote clock is ahead, in milliseconds, give or take `toleranceMs`; null until observed. */
  get: () => { aheadMs: number; toleranceMs: number } | null
}

/** How far two clocks differ, from the quickest round trip seen: the answer lies somewhere within it. */
export function createClockOffset(): ClockOffset {
  let best: { aheadMs: number; toleranceMs: number } | null = null
  return {
    observe(startedAt, remoteAt, endedAt) {
      const toleranceMs = (endedAt - startedAt) / 2
      if (Number.isNaN(remoteAt) || (best && best.toleranceMs <= toleranceMs)) return
      best = { aheadMs: remoteAt - (startedAt + toleranceMs), toleranceMs }
    },
    get: () => best,
  }
}
