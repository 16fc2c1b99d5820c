'use client'

import dynamic from 'next/dynamic'
import { ChartTable } from '@/components/ui/charts/chart-table'
import { Skeleton } from '@/components/ui/skeleton'
import { formatCount, formatShare } from '@/lib/format'
import { endedCounts, funnelSteps } from '@/lib/orders/analytics'
import type { OrderAnalytics } from '@/lib/orders/desk-schema'
import { DESK_WORDS } from '@/lib/orders/desk-words'
import { ChartCard } from './chart-card'

const FunnelChart = dynamic(
  () => import('@/components/ui/charts/funnel-chart').then((module) => module.FunnelChart),
  { ssr: false, loading: () => <Skeleton className="h-[21rem]" /> },
)

/** How far orders got, as a chart and as a table. */
export function FunnelCard({ analytics }: { analytics: OrderAnalytics }) {
  const steps = funnelSteps(analytics)
  const placed = steps[0]?.count ?? 0
  const ended = endedCounts(analytics).map(({ name, count }) => `${formatCount(count)} ${name.toLowerCase()}`)

  return (
    <ChartCard
      title="How far orders got"
      description={`Of those placed in this time. Some are still on their way; ${ended.join(' and ')}.`}
    >
      <FunnelChart
        steps={steps}
        summary={`A funnel of ${formatCount(placed)} orders in ${steps.length} steps.`}
      />
      <ChartTable
        label="How far orders got"
        columns={['Status', 'Got there', 'Of all', 'Are there now']}
        rows={analytics.funnel.map(({ status, reached, now }) => ({
          key: status,
          cells: [
            DESK_WORDS[status].label,
            formatCount(reached),
            formatShare(placed === 0 ? 0 : reached / placed),
            formatCount(now),
          ],
        }))}
      />
    </ChartCard>
  )
}
