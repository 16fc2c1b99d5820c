'use client'

import { formatCount } from '@/lib/format'
import { usePlanImpact } from '@/lib/plans/use-plan-impact'

type Props = {
  planId: string
  /** What happens to them: `ends as cancelled` for one, `end as cancelled` for several. */
  happens: { one: string; many: string }
  /** What is said when there are none. */
  none: string
}

/** How many active investments something reaches, counted now and while it is on screen. */
export function ImpactWords({ planId, happens, none }: Props) {
  const { data, error } = usePlanImpact(planId, true)
  if (error && data === undefined) return 'The active investments could not be counted.'
  if (data === undefined) return 'Counting the active investments…'
  if (data.activeInvestments === 0) return none
  const isOne = data.activeInvestments === 1
  return (
    <>
      <strong className="font-semibold text-foreground">
        {counted(data.activeInvestments, 'active investment')} of {counted(data.investors, 'investor')}
      </strong>{' '}
      {isOne ? happens.one : happens.many}.
    </>
  )
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
