import type { ReactNode } from 'react'
import { Card, CardContent } from '@/components/ui/card'
import { ChangedValue } from '@/components/ui/changed-value'
import { RelativeTime } from '@/components/ui/time'
import { formatMoney } from '@/lib/format'
import type { Plan } from '@/lib/plans/schema'
import { formatDays, formatPercent } from '@/lib/plans/words'

/** The terms of a plan as they are now; what changes is marked for a moment. */
export function TermsCard({ plan }: { plan: Plan }) {
  const money = (amount: number) => formatMoney(amount, plan.currency)

  return (
    <Card aria-labelledby="terms-title">
      <CardContent className="grid gap-6">
        <h2 id="terms-title" className="sr-only">
          Terms
        </h2>
        <dl className="flex flex-col gap-1">
          <dt className="text-muted-foreground text-sm">Return over the whole duration</dt>
          <dd
            data-testid="plan-return"
            className="font-semibold text-5xl tabular-nums tracking-tight sm:text-6xl"
          >
            <ChangedValue value={plan.roiPercent} format={formatPercent} />
          </dd>
        </dl>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-t pt-5 sm:grid-cols-3 max-sm:[&>:first-child]:col-span-2">
          <Term name="Duration">
            <ChangedValue value={plan.durationDays} format={formatDays} />
          </Term>
          <Term name="Smallest amount">
            <ChangedValue value={plan.minAmount} format={money} />
          </Term>
          <Term name="Largest amount">
            <ChangedValue value={plan.maxAmount} format={money} />
          </Term>
        </dl>
        <p className="text-muted-foreground text-sm">
          Version {plan.version}, changed <RelativeTime value={plan.updatedAt} />. Active investments follow a
          change of return or duration.
        </p>
      </CardContent>
    </Card>
  )
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-muted-foreground text-sm">{name}</dt>
      <dd className="font-medium text-lg tabular-nums">{children}</dd>
    </div>
  )
}
