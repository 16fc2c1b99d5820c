const MICROSECONDS_PER_MS = 1_000

/** `commit_timestamp` is cut to a millisecond: the commit itself may be almost one later. */
const COMMIT_RESOLUTION_US = 1_000

/** No read made so far is new enough. */
export const NOT_YET_READ = Number.POSITIVE_INFINITY

/** Microseconds since 1970 of an ISO 8601 instant from Postgres; `Date` alone would drop the last three digits. */
export function toMicroseconds(iso: string): number {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? ''
  const wholeSecondsMs = Date.parse(iso.replace(/\.\d+/, ''))
  return wholeSecondsMs * MICROSECONDS_PER_MS + Number(fraction.slice(0, 6).padEnd(6, '0'))
}

/**
 * The as-of (in microseconds) from which a read surely holds a commit. An event without a commit time
 * can't be compared, so it always wants a read.
 */
export function heldFrom(commitAt: string | null): number {
  if (commitAt === null) return NOT_YET_READ
  const commitUs = toMicroseconds(commitAt)
  return Number.isNaN(commitUs) ? NOT_YET_READ : commitUs + COMMIT_RESOLUTION_US
}
