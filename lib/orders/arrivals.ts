import type { Arrival, Intake } from './desk-schema'

export type Arrivals = { count: number; latest: Arrival }

/** What has come since `known` orders were there; null when nothing has. Orders are never deleted. */
export function arrivedSince(known: number, { orderCount, latest }: Intake): Arrivals | null {
  return orderCount > known && latest !== null ? { count: orderCount - known, latest } : null
}

/** Arrivals that follow each other closely are told as one: `count` grows until it has been quiet for a while. */
export type Told = { count: number; atMs: number }

const QUIET_MS = 5_000

export function tell(before: Told | null, count: number, nowMs: number): Told {
  const isOneRush = before !== null && nowMs - before.atMs < QUIET_MS
  return { count: isOneRush ? before.count + count : count, atMs: nowMs }
}
