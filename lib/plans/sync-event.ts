import type { PlanEvent } from './feed'

/** What the hooks tell: that changes arrive from now on, and then each change. */
export type PlanSyncEvent =
  | { type: 'CONNECTED'; planId: string | null; planData: null; timestamp: string; adminEmail: null }
  | PlanEvent

export type PlanSyncOptions = {
  /** One plan instead of all. */
  planId?: string | null
}

export type PlanSync = {
  isConnected: boolean
  /** Ends it until `enabled` was false once. */
  disconnect: () => void
}

/** `asOf`: the instant of Postgres from which changes are told, when it is known. */
export function connectedEvent(planId: string | null, asOf: string | undefined): PlanSyncEvent {
  const timestamp = asOf ?? new Date().toISOString()
  return { type: 'CONNECTED', planId, planData: null, timestamp, adminEmail: null }
}
