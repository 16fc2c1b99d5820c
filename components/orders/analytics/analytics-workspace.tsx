'use client'

import { ChartColumn } from 'lucide-react'
import Link from 'next/link'
import { ReadProblem } from '@/components/realtime/read-problem'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { OrderAnalytics } from '@/lib/orders/desk-schema'
import { useOrderAnalytics } from '@/lib/orders/use-order-analytics'
import type { Snapshot } from '@/lib/realtime/live-query'
import { AnalyticsSkeleton } from './analytics-skeleton'
import { DaysCard } from './days-card'
import { FunnelCard } from './funnel-card'
import { StagesCard } from './stages-card'
import { TotalsRow } from './totals-row'

type Props = { args: { days: number; timeZone: string }; initial: Snapshot<OrderAnalytics> | undefined }

/** How the shop does: totals, days, how far orders get and how long they take. Live. */
export function AnalyticsWorkspace({ args, initial }: Props) {
  const view = useOrderAnalytics(args, initial)
  const { data, isLoading } = view

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:gap-6">
      <ReadProblem view={view} what="analytics" />
      {isLoading && <AnalyticsSkeleton />}
      {data?.totals.orders === 0 && <NothingYet days={args.days} />}
      {data && data.totals.orders > 0 && (
        <>
          <TotalsRow analytics={data} />
          <DaysCard analytics={data} />
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2 lg:gap-6">
            <FunnelCard analytics={data} />
            <StagesCard analytics={data} />
          </div>
        </>
      )}
    </div>
  )
}

function NothingYet({ days }: { days: number }) {
  return (
    <Card>
      <EmptyState
        icon={ChartColumn}
        title={`No order in the last ${days} days`}
        action={
          <Link href="/admin/orders" className={buttonVariants({ variant: 'outline' })}>
            Go to the orders
          </Link>
        }
      >
        The first one will draw itself here.
      </EmptyState>
    </Card>
  )
}
