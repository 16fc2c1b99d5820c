'use client'

import { ReadProblem } from '@/components/realtime/read-problem'
import { useAnnouncer } from '@/components/ui/use-announcer'
import type { Plan, Portfolio } from '@/lib/plans/schema'
import { usePlanCatalog } from '@/lib/plans/use-plan-catalog'
import { usePortfolio } from '@/lib/plans/use-portfolio'
import { catalogNews } from '@/lib/plans/words'
import type { Snapshot } from '@/lib/realtime/live-query'
import { CatalogView } from './catalog-view'
import { PlansSkeleton } from './plans-skeleton'

type Props = {
  /** null for a visitor. */
  userId: string | null
  /** What the server read; undefined when it could not. */
  initial: Snapshot<Plan[]> | undefined
  initialPortfolio: Snapshot<Portfolio> | undefined
}

/** The list of plans once it is in a browser: the last good data, and what stands between it and being live. */
export function CatalogWorkspace({ userId, initial, initialPortfolio }: Props) {
  const { region, announce } = useAnnouncer()
  const view = usePlanCatalog(null, {
    ...(initial && { initial }),
    onUpdate: (next, previous) => previous && announce(catalogNews(previous, next)),
  })
  const own = usePortfolio(userId, initialPortfolio && { initial: initialPortfolio })

  return (
    <>
      {region}
      <ReadProblem view={view} what="plans" />
      {view.isLoading && <PlansSkeleton />}
      {view.data && <CatalogView plans={view.data} own={own.data} canFollow={userId !== null} />}
    </>
  )
}
