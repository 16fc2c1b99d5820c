import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { ChangedValue } from '@/components/ui/changed-value'
import { formatCount, formatMoney } from '@/lib/format'
import type { Holding } from '@/lib/plans/rules'

/** What is invested now in one currency, and what it is to bring. */
export function HoldingCard({ holding: { currency, count, invested, expected } }: { holding: Holding }) {
  const money = (value: number) => formatMoney(value, currency)
  return (
    <Card aria-label={`Invested now in ${currency}`}>
      <dl className="grid gap-x-8 gap-y-5 p-5 sm:grid-cols-3 sm:p-6">
        <Figure name="Invested now">
          <ChangedValue value={invested} format={money} />
        </Figure>
        <Figure name="Expected return">
          <ChangedValue value={expected} format={money} />
        </Figure>
        <Figure name="Active investments">{formatCount(count)}</Figure>
      </dl>
    </Card>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-muted-foreground text-sm">{name}</dt>
      <dd className="font-semibold text-3xl tabular-nums tracking-tight">{children}</dd>
    </div>
  )
}
