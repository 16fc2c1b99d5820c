'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { planCatalog } from './live'
import type { Plan } from './schema'

/** The plans on offer, live, or the one with `planId`. However many use it, it is read once. */
export function usePlanCatalog(planId: string | null, options?: LiveQueryOptions<Plan[]>): LiveView<Plan[]> {
  return useLiveQuery(planCatalog, { planId }, options)
}
