'use client'

import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Skeleton } from '@/components/ui/skeleton'
import { useAnnouncer } from '@/components/ui/use-announcer'
import type { Plan, Portfolio } from '@/lib/plans/schema'
import { usePlanCatalog } from '@/lib/plans/use-plan-catalog'
import { usePortfolio } from '@/lib/plans/use-portfolio'
import { catalogNews } from '@/lib/plans/words'
import type { Snapshot } from '@/lib/realtime/live-query'
import { PlanGone } from './plan-gone'
import { PlanView } from './plan-view'

type Props = {
  planId: string
  /** null for a visitor. */
  userId: string | null
  signInHref: string
  /** What the server read; undefined when it could not. */
  initial: Snapshot<Plan[]> | undefined
  initialPortfolio: Snapshot<Portfolio> | undefined
  /** The server's clock when it rendered the page. */
  renderedAt: string
}

/** One plan, live; when it leaves the offer the page says so and stays. */
export function PlanWorkspace({ planId, userId, signInHref, initial, initialPortfolio, renderedAt }: Props) {
  const { region, announce } = useAnnouncer()
  const view = usePlanCatalog(planId, {
    ...(initial && { initial }),
    onUpdate: (next, previous) => previous && announce(catalogNews(previous, next)),
  })
  const own = usePortfolio(userId, initialPortfolio && { initial: initialPortfolio })
  const plan = view.data?.[0]
  const lastName = useLastKnown(plan?.name)

  return (
    <>
      {region}
      <Link
        href="/plans"
        className="-mb-4 inline-flex h-11 w-fit items-center gap-2 rounded-md text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-4" />
        All plans
      </Link>
      <ReadProblem view={view} what="plan" />
      {view.isLoading && <PlanSkeleton />}
      {view.data && !plan && <PlanGone planId={planId} name={lastName} own={own.data} />}
      {plan && (
        <PlanView
          plan={plan}
          userId={userId}
          signInHref={signInHref}
          own={own}
          serverTime={view.asOf ?? renderedAt}
          canWrite={view.status !== 'offline'}
        />
      )}
    </>
  )
}

/** The last value that there was. */
function useLastKnown<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}

function PlanSkeleton() {
  return (
    <div role="status" className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
      <span className="sr-only">Loading the plan…</span>
      <Skeleton className="h-72 rounded-xl" />
      <Skeleton className="h-96 rounded-xl" />
    </div>
  )
}
