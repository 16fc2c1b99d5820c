/** Browsers fire longer timers at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** A read a moment too early would find nothing changed. */
const MARGIN_MS = 500

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
      const leftMs = Math.max(0, Date.parse(staleAt) - nowMs)
      timer = setTimeout(ring, Math.min(leftMs + MARGIN_MS, MAX_TIMER_MS))
    },
    clear: () => clearTimeout(timer),
  }
}
