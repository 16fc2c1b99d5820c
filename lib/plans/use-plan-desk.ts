'use client'

import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import type { PlanDesk } from './desk-schema'
import { planDesk } from './live'

/** All plans, live, and those deleted last. For administrators. */
export function usePlanDesk(initial: Snapshot<PlanDesk> | undefined): LiveView<PlanDesk> {
  return useLiveQuery(planDesk, {}, initial && { initial })
}
