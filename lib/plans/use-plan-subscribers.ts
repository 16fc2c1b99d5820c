'use client'

import { usePresence } from '@/lib/realtime/use-presence'

/** Nobody learns who looks at a plan, only how many. */
const NAME = 'Investor'

/** How many people look at a plan (or, with null, at all plans) now; null while that is not known. Visitors don't count. */
export function usePlanSubscribers(planId: string | null): number | null {
  const { people, isCurrent } = usePresence(planId === null ? 'plans' : `plan:${planId}`, { name: NAME })
  return isCurrent && people.length > 0 ? people.length : null
}
