'use client'

import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { recentPlanChanges } from './live'
import { type PlanNews, planNews } from './news'

/** Hears of what other admins, SQL and the dashboard do to plans, from now on. For administrators. */
export function usePlanNews(viewerId: string, onNews: (news: PlanNews) => void): void {
  useLiveQuery(
    recentPlanChanges,
    {},
    {
      onUpdate(next, previous) {
        if (previous !== undefined) planNews(previous, next, viewerId).forEach(onNews)
      },
    },
  )
}
