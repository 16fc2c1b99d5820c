'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { ChangedValue } from '@/components/ui/changed-value'
import { Day } from '@/components/ui/time'
import { useNow } from '@/components/ui/use-now'
import { formatMoney } from '@/lib/format'
import { progressOf } from '@/lib/plans/rules'
import type { UserPlan } from '@/lib/plans/schema'
import { formatDays, formatPercent } from '@/lib/plans/words'
import { StatusBadge } from './status-badge'

const CLOCK_STEP_MS = 60_000

type Props = {
  investment: UserPlan
  serverTime: string
  /** Where it stands on a page of its plan, the plan needs no naming. */
  hasPlanName?: boolean
}

/** An investment with its live terms. */
export function InvestmentItem({ investment, serverTime, hasPlanName = false }: Props) {
  const { amount, currency, roiPercent, durationDays, expectedReturn, endsAt, status } = investment
  const money = (value: number) => formatMoney(value, currency)

  return (
    <li className="grid gap-3 rounded-lg border p-4" data-investment={investment.id} data-status={status}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
          {hasPlanName && <PlanName investment={investment} />}
          <span className={hasPlanName ? 'text-muted-foreground tabular-nums' : 'font-semibold tabular-nums'}>
            {money(amount)}
          </span>
        </p>
        <StatusBadge status={status} />
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 text-sm sm:grid-cols-4">
        <Fact name="Return">
          <ChangedValue value={roiPercent} format={formatPercent} />
        </Fact>
        <Fact name={status === 'completed' ? 'Earned' : 'Expected return'}>
          {status === 'cancelled' ? '–' : <ChangedValue value={expectedReturn} format={money} />}
        </Fact>
        <Fact name="Duration">
          <ChangedValue value={durationDays} format={formatDays} />
        </Fact>
        <Fact name={status === 'completed' ? 'Ended' : 'Ends'}>
          {status === 'cancelled' ? '–' : <Day value={endsAt} />}
        </Fact>
      </dl>
      {status === 'active' && <Progress investment={investment} serverTime={serverTime} />}
    </li>
  )
}

function PlanName({ investment: { planId, planName } }: Pick<Props, 'investment'>) {
  if (planId === null) return <span className="min-w-0 break-words font-semibold">{planName}</span>
  return (
    <Link href={`/plans/${planId}`} className="min-w-0 break-words font-semibold hover:underline">
      <ChangedValue value={planName} format={(name) => name} />
    </Link>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  )
}

function Progress({ investment, serverTime }: Pick<Props, 'investment' | 'serverTime'>) {
  const progress = progressOf(investment, useNow(serverTime, CLOCK_STEP_MS))
  const daysLeft = Math.ceil(investment.durationDays * (1 - progress))
  return (
    <div className="flex items-center gap-3 text-muted-foreground text-xs tabular-nums">
      <progress
        value={progress}
        aria-label="Part of the duration that has passed"
        className="h-1.5 flex-1 appearance-none overflow-hidden rounded-full bg-secondary [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-secondary [&::-webkit-progress-value]:bg-primary"
      />
      {formatDays(daysLeft)} left
    </div>
  )
}
