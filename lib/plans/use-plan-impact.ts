'use client'

import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import type { PlanImpact } from './desk-schema'
import { planImpact } from './live'

/** What a change of the plan's terms reaches and its deletion ends, live while `isAsked`. For administrators. */
export function usePlanImpact(planId: string, isAsked: boolean): LiveView<PlanImpact> {
  return useLiveQuery(planImpact, { planId }, { enabled: isAsked })
}
