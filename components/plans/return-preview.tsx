'use client'

import { ChangedValue } from '@/components/ui/changed-value'
import { Day } from '@/components/ui/time'
import { useNow } from '@/components/ui/use-now'
import { formatMoney } from '@/lib/format'
import { endOf, expectedReturn } from '@/lib/plans/rules'
import type { Plan } from '@/lib/plans/schema'
import { formatDays, formatPercent } from '@/lib/plans/words'

const CLOCK_STEP_MS = 60_000

type Props = {
  plan: Plan
  /** In minor units; null while it can't be invested. */
  amount: number | null
  serverTime: string
}

/** What the amount would come to on the terms of now; it moves with them. */
export function ReturnPreview({ plan, amount, serverTime }: Props) {
  const nowMs = useNow(serverTime, CLOCK_STEP_MS)
  const earned = amount === null ? null : expectedReturn(amount, plan.roiPercent)
  const money = (value: number) => formatMoney(value, plan.currency)

  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1.5 rounded-lg bg-muted px-4 py-3 text-sm tabular-nums [&_dd]:pl-4 [&_dd]:text-right">
      <dt className="text-muted-foreground">
        Return (<ChangedValue value={plan.roiPercent} format={formatPercent} />)
      </dt>
      <dd data-testid="preview-return">{earned === null ? '–' : money(earned)}</dd>
      <dt className="text-muted-foreground">
        Ends in <ChangedValue value={plan.durationDays} format={formatDays} />
      </dt>
      <dd>
        <Day value={new Date(endOf(nowMs, plan.durationDays)).toISOString()} />
      </dd>
      <dt className="border-t pt-2 font-medium">You get back</dt>
      <dd className="border-t pt-2 font-semibold text-base" data-testid="preview-total">
        {amount === null || earned === null ? '–' : money(amount + earned)}
      </dd>
    </dl>
  )
}
