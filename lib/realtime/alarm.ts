/** Browsers fire longer timers at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
/** A read a moment too early would find nothing changed. */
const MARGIN_MS = 500
/** Data that calls itself stale already is not asked for again and again. */
const PATIENCE_MS = 5_000

export type Alarm = {
  /** Rings when `staleAt` has passed, counted from `asOf`, the same clock; both are ISO 8601. Replaces what was set. */
  set: (staleAt: string | null, asOf: string | undefined) => void
  clear: () => void
}

/** One timer for data that goes stale by time alone, which no event tells. */
export function createAlarm(ring: () => void): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    set(staleAt, asOf) {
      clearTimeout(timer)
      if (staleAt === null) return
      const nowMs = asOf === undefined ? Date.now() : Date.parse(asOf)
      const leftMs = Date.parse(staleAt) - nowMs
      timer = setTimeout(ring, leftMs > 0 ? Math.min(leftMs + MARGIN_MS, LONGEST_TIMER_MS) : PATIENCE_MS)
    },
    clear: () => clearTimeout(timer),
  }
}
