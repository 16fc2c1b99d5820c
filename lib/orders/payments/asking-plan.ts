const MINUTE_MS = 60_000

/** How often an order is asked about, by its age: a payment that nobody told of is mostly found at once, or never. */
const PLAN = [
  { untilMinutes: 60, everyMinutes: 1 },
  { untilMinutes: 24 * 60, everyMinutes: 15 },
  { untilMinutes: 7 * 24 * 60, everyMinutes: 240 },
]

/** Nobody pays an order that is older. */
export const OLDEST_MS = 7 * 24 * 60 * MINUTE_MS

/**
 * Whether the gateway is to be asked about an order of this age now, by a timer that runs once a minute. Nothing has to
 * be remembered: each order has its minutes.
 */
export function isTimeToAsk(ageMs: number): boolean {
  const minutes = Math.floor(ageMs / MINUTE_MS)
  const step = PLAN.find(({ untilMinutes }) => minutes < untilMinutes)
  return step !== undefined && minutes % step.everyMinutes === 0
}
