'use client'

import { Hourglass } from 'lucide-react'
import dynamic from 'next/dynamic'
import { ChartTable } from '@/components/ui/charts/chart-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { formatCount, formatTimeLeft } from '@/lib/format'
import { slowestStage, stageSpreads } from '@/lib/orders/analytics'
import type { OrderAnalytics } from '@/lib/orders/desk-schema'
import { ChartCard } from './chart-card'

const SpreadChart = dynamic(
  () => import('@/components/ui/charts/spread-chart').then((module) => module.SpreadChart),
  { ssr: false, loading: () => <Skeleton className="h-[18rem]" /> },
)

/** How long orders stay in each stage, as a chart and as a table. */
export function StagesCard({ analytics }: { analytics: OrderAnalytics }) {
  const spreads = stageSpreads(analytics)
  const slowest = slowestStage(spreads)

  return (
    <ChartCard title="Time in each stage" description={slowest ?? 'How long orders stay in each stage.'}>
      {spreads.length === 0 ? (
        <EmptyState icon={Hourglass} title="No stage is over yet">
          Once an order has gone on to its next status, its time is here.
        </EmptyState>
      ) : (
        <>
          <SpreadChart spreads={spreads} summary={slowest ?? ''} />
          <ChartTable
            label="Time in each stage"
            columns={['Stage', 'Orders', 'Half within', 'Nine of ten within']}
            rows={spreads.map(({ name, orders, medianS, slowS }) => ({
              key: name,
              cells: [
                name,
                formatCount(orders),
                formatTimeLeft(medianS * 1_000),
                formatTimeLeft(slowS * 1_000),
              ],
            }))}
          />
        </>
      )}
    </ChartCard>
  )
}
