'use client'

import { ReadProblem } from '@/components/realtime/read-problem'
import { Skeleton } from '@/components/ui/skeleton'
import { useAnnouncer } from '@/components/ui/use-announcer'
import type { Portfolio } from '@/lib/plans/schema'
import { usePortfolio } from '@/lib/plans/use-portfolio'
import { portfolioNews } from '@/lib/plans/words'
import type { Snapshot } from '@/lib/realtime/live-query'
import { PortfolioView } from './portfolio-view'

type Props = {
  userId: string
  /** What the server read; undefined when it could not. */
  initial: Snapshot<Portfolio> | undefined
  /** The server's clock when it rendered the page. */
  renderedAt: string
}

/** What one has invested, live. */
export function PortfolioWorkspace({ userId, initial, renderedAt }: Props) {
  const { region, announce } = useAnnouncer()
  const view = usePortfolio(userId, {
    ...(initial && { initial }),
    onUpdate: (next, previous) => previous && announce(portfolioNews(previous.userPlans, next.userPlans)),
  })

  return (
    <>
      {region}
      <ReadProblem view={view} what="investments" />
      {view.isLoading && (
        <div role="status" className="grid gap-4">
          <span className="sr-only">Loading your plans…</span>
          <Skeleton className="h-28 rounded-xl" />
          <Skeleton className="h-40 rounded-xl" />
        </div>
      )}
      {view.data && <PortfolioView userPlans={view.data.userPlans} serverTime={view.asOf ?? renderedAt} />}
    </>
  )
}
