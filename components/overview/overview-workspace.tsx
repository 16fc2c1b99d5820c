'use client'

import { ReadProblem } from '@/components/realtime/read-problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Overview } from '@/lib/overview/schema'
import { useOverview } from '@/lib/overview/use-overview'
import type { Snapshot } from '@/lib/realtime/live-query'
import { CountsRow } from './counts-row'
import { HappeningsCard } from './happenings-card'

/** What is happening in all systems, live: how much there is of everything, and what was done last. */
export function OverviewWorkspace({ initial }: { initial: Snapshot<Overview> | undefined }) {
  const view = useOverview(initial)
  const { data, isLoading } = view
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-5">
      <ReadProblem view={view} what="overview" />
      {isLoading && <OverviewSkeleton />}
      {data && (
        <>
          <CountsRow counts={data.counts} />
          <HappeningsCard happenings={data.happenings} />
        </>
      )}
    </div>
  )
}

function OverviewSkeleton() {
  return (
    <div role="status" className="grid gap-5">
      <span className="sr-only">Loading what is happening…</span>
      <Skeleton className="h-40" />
      <Skeleton className="h-96" />
    </div>
  )
}
