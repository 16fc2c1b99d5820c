import { Card } from '@/components/ui/card'
import { formatCount, formatMoney } from '@/lib/format'
import { endedCounts } from '@/lib/orders/analytics'
import type { OrderAnalytics } from '@/lib/orders/desk-schema'

/** The numbers that one looks for first. */
export function TotalsRow({ analytics }: { analytics: OrderAnalytics }) {
  const { totals, currency, days } = analytics
  const placed = days.reduce((sum, { placedValue }) => sum + placedValue, 0)
  const ended = endedCounts(analytics)
  return (
    <Card aria-label="Totals" className="overflow-hidden">
      <dl className="-mt-px -ml-px grid grid-cols-2 lg:grid-cols-4">
        <Figure
          name="Orders"
          value={formatCount(totals.orders)}
          note={`${formatMoney(placed, currency)} in all`}
        />
        <Figure
          name="Revenue"
          value={formatMoney(totals.revenue, currency)}
          note="Paid, and not to be refunded"
        />
        <Figure
          name="On average"
          value={formatMoney(wholeUnits(placed / Math.max(1, totals.orders)), currency)}
          note="for each order"
        />
        <Figure
          name="Not delivered"
          value={formatCount(ended.reduce((sum, { count }) => sum + count, 0))}
          note={
            totals.refundDue > 0
              ? `${formatMoney(totals.refundDue, currency)} to be refunded`
              : ended.map(({ name, count }) => `${count} ${name.toLowerCase()}`).join(', ')
          }
        />
      </dl>
    </Card>
  )
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div className="grid content-start gap-0.5 border-t border-l p-4 sm:p-6">
      <dt className="text-muted-foreground text-sm">{name}</dt>
      <dd className="truncate font-semibold text-xl tabular-nums tracking-tight sm:text-2xl">{value}</dd>
      <dd className="text-pretty text-muted-foreground text-xs sm:text-sm">{note}</dd>
    </div>
  )
}

/** An average has no use for paise. */
function wholeUnits(minorUnits: number): number {
  return Math.round(minorUnits / 100) * 100
}
