'use client'

import dynamic from 'next/dynamic'
import { ChartTable } from '@/components/ui/charts/chart-table'
import { Skeleton } from '@/components/ui/skeleton'
import { formatCount, formatMoney, formatShortMoney, formatWeekday } from '@/lib/format'
import type { OrderAnalytics } from '@/lib/orders/desk-schema'
import { ChartCard } from './chart-card'

// The charts and their library come after everything else: the numbers above say what matters.
const DayChart = dynamic(() => import('@/components/ui/charts/day-chart').then((module) => module.DayChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[20rem]" />,
})

/** Orders and revenue by day, as a chart and as a table. */
export function DaysCard({ analytics: { days, currency, timeZone } }: { analytics: OrderAnalytics }) {
  const money = (minorUnits: number) => formatMoney(minorUnits, currency)
  const orders = days.map((day) => day.orders)
  const revenue = days.map((day) => day.revenue)

  return (
    <ChartCard
      title="Day by day"
      description={`Revenue is what is paid and stays, by the day of the order. Days of ${placeOf(timeZone)}.`}
    >
      <DayChart
        days={days.map(({ day }) => day)}
        series={[
          { name: 'Orders', look: 'bars', values: orders, format: formatCount },
          {
            name: 'Revenue',
            look: 'line',
            values: revenue,
            format: money,
            formatTick: (minorUnits) => formatShortMoney(minorUnits, currency),
          },
        ]}
        summary={`Bars of the orders and a line of the revenue of ${days.length} days.`}
      />
      <ChartTable
        label="Orders and revenue by day"
        columns={['Day', 'Orders', 'Placed for', 'Revenue', 'Not delivered']}
        rows={days.toReversed().map((day) => ({
          key: day.day,
          cells: [
            formatWeekday(day.day),
            formatCount(day.orders),
            money(day.placedValue),
            money(day.revenue),
            formatCount(day.lost),
          ],
        }))}
      />
    </ChartCard>
  )
}

/** `Asia/Kolkata` → `Kolkata`. */
function placeOf(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
}
