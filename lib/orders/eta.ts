import type { Prediction } from './page-schema'
import type { OrderStatus } from './rules'
import { isStage, type Stage } from './timeline'

const HOUR_MS = 3_600_000

export type Certainty = 'high' | 'fair' | 'low'

export type Eta =
  /** Nothing is on its way (any more). */
  | { kind: 'none' }
  | { kind: 'delivered'; atMs: number }
  /** Set by the shop. */
  | { kind: 'promised'; atMs: number; isLate: boolean }
  | {
      kind: 'predicted'
      earliestMs: number
      likelyMs: number
      latestMs: number
      certainty: Certainty
      /** It has taken longer than nine of ten already. */
      isOverdue: boolean
    }

type EtaInput = {
  status: OrderStatus
  /** When the order came to this status. */
  sinceMs: number
  /** What the shop has set, if it has. */
  promisedMs: number | null
  /** Null when there are too few deliveries to tell from. */
  prediction: Prediction | null
  nowMs: number
}

/** From so many deliveries on, a narrow window can be trusted. */
const MANY = 20

type Way = { earliestMs: number; likelyMs: number; latestMs: number }

/** What is left from each stage on in the shop's own experience, until there are deliveries to tell from. */
const RULE_OF_THUMB: Record<
  Exclude<Stage, 'delivered'>,
  [earliestH: number, likelyH: number, latestH: number]
> = {
  placed: [24, 54, 96],
  confirmed: [22, 50, 90],
  packed: [18, 44, 80],
  shipped: [10, 34, 64],
  out_for_delivery: [1, 4, 9],
}

/** When the order arrives, and how sure that is. Never in the past while it is still on its way. */
export function etaOf({ status, sinceMs, promisedMs, prediction, nowMs }: EtaInput): Eta {
  if (!isStage(status)) return { kind: 'none' }
  if (status === 'delivered') return { kind: 'delivered', atMs: sinceMs }
  if (promisedMs !== null) return { kind: 'promised', atMs: promisedMs, isLate: promisedMs < nowMs }
  const way = prediction ? inMs(prediction) : ruleOfThumb(status, sinceMs)
  return {
    kind: 'predicted',
    ...fromNow(way, nowMs),
    certainty: certaintyOf(prediction?.basedOn ?? 0, way, nowMs),
    isOverdue: way.latestMs < nowMs,
  }
}

/** What should have been is still to come; what took longer than most may take that much again. */
function fromNow({ earliestMs, likelyMs, latestMs }: Way, nowMs: number): Way {
  if (latestMs < nowMs) {
    const slack = latestMs - likelyMs
    return { earliestMs: nowMs, likelyMs: nowMs + slack / 2, latestMs: nowMs + slack }
  }
  return {
    earliestMs: Math.max(earliestMs, nowMs),
    likelyMs: Math.max(likelyMs, nowMs),
    latestMs,
  }
}

function certaintyOf(basedOn: number, { earliestMs, latestMs }: Way, nowMs: number): Certainty {
  if (basedOn === 0) return 'low'
  if (latestMs < nowMs) return 'low'
  const spreadMs = latestMs - Math.max(earliestMs, nowMs)
  return basedOn >= MANY && spreadMs <= 24 * HOUR_MS ? 'high' : 'fair'
}

function ruleOfThumb(status: Exclude<Stage, 'delivered'>, sinceMs: number): Way {
  const [earliest, likely, latest] = RULE_OF_THUMB[status]
  return {
    earliestMs: sinceMs + earliest * HOUR_MS,
    likelyMs: sinceMs + likely * HOUR_MS,
    latestMs: sinceMs + latest * HOUR_MS,
  }
}

function inMs({ earliest, likely, latest }: Prediction): Way {
  return { earliestMs: Date.parse(earliest), likelyMs: Date.parse(likely), latestMs: Date.parse(latest) }
}
