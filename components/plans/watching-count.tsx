'use client'

import { Eye } from 'lucide-react'
import { usePlanSubscribers } from '@/lib/plans/use-plan-subscribers'

/** How many people have this plan on their screens. Not announced: people come and go while one reads. */
export function WatchingCount({ planId }: { planId: string }) {
  const count = usePlanSubscribers(planId)
  return (
    <p className="flex min-h-6 items-center gap-2 text-muted-foreground text-sm tabular-nums">
      {count !== null && (
        <>
          <Eye aria-hidden className="size-4" />
          {count === 1 ? 'Only you are watching' : `${count} watching`}
        </>
      )}
    </p>
  )
}
