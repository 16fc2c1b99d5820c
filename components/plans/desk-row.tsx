'use client'

import Link from 'next/link'
import { memo } from 'react'
import { Button } from '@/components/ui/button'
import { ChangedValue } from '@/components/ui/changed-value'
import { notify } from '@/components/ui/notify'
import { TableCell, TableRow } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import { formatCount, formatMoney } from '@/lib/format'
import { planPath } from '@/lib/plans/desk-list'
import type { DeskPlan } from '@/lib/plans/desk-schema'
import { formatDays, formatLimits, formatPercent } from '@/lib/plans/words'
import { OfferBadge } from './offer-badge'
import { useOffer } from './use-offer'

type Props = { plan: DeskPlan; canWrite: boolean }

/** A plan in the table; on a phone its numbers stand below its name. */
export const DeskRow = memo(Row, isSameRow)

/** Every read makes new objects; of a long table only the rows that say something new are drawn again. */
function isSameRow(before: Props, { plan, canWrite }: Props): boolean {
  return (
    before.canWrite === canWrite &&
    before.plan.id === plan.id &&
    before.plan.version === plan.version &&
    before.plan.updatedByName === plan.updatedByName &&
    before.plan.activeInvestments === plan.activeInvestments &&
    before.plan.activeAmount === plan.activeAmount
  )
}

function Row({ plan, canWrite }: Props) {
  const { name, description, roiPercent, durationDays, activeInvestments, activeAmount, currency } = plan
  return (
    <TableRow className="relative transition-colors hover:bg-accent/60 has-focus-visible:bg-accent/60">
      <TableCell className="w-full max-w-0 sm:px-5">
        <Link
          href={planPath(plan.id)}
          data-row
          className="block truncate font-medium outline-none after:absolute after:inset-0"
        >
          {name}
        </Link>
        <p className="truncate text-muted-foreground max-md:hidden">{description || 'No description'}</p>
        <p className="text-muted-foreground md:hidden">
          {formatPercent(roiPercent)} in {formatDays(durationDays)} · {formatLimits(plan)}
        </p>
        <p className="text-muted-foreground md:hidden">{investmentsIn(plan)}</p>
      </TableCell>
      <TableCell className="whitespace-nowrap px-3 text-right font-medium tabular-nums max-md:hidden sm:px-3">
        <ChangedValue value={roiPercent} format={formatPercent} />
      </TableCell>
      <TableCell className="whitespace-nowrap px-3 text-right tabular-nums max-md:hidden sm:px-3">
        <ChangedValue value={durationDays} format={formatDays} />
      </TableCell>
      <TableCell className="whitespace-nowrap px-3 text-right text-muted-foreground tabular-nums max-xl:hidden sm:px-3">
        {formatMoney(plan.minAmount, currency)}
        <span className="block">to {formatMoney(plan.maxAmount, currency)}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap px-3 text-right tabular-nums max-md:hidden sm:px-3">
        <ChangedValue value={activeInvestments} format={formatCount} />
        {activeInvestments > 0 && (
          <span className="block text-muted-foreground">{formatMoney(activeAmount, currency)}</span>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap px-3 text-muted-foreground max-lg:hidden sm:px-3">
        <RelativeTime value={plan.updatedAt} />
        <span className="block max-w-32 truncate">{plan.updatedByName ?? 'SQL / dashboard'}</span>
      </TableCell>
      <TableCell className="py-2 pr-3 pl-0 text-right sm:pr-4 sm:pl-3">
        <span className="flex items-center justify-end gap-2 max-sm:flex-col max-sm:items-end max-sm:gap-1">
          <OfferBadge isActive={plan.isActive} />
          <OfferButton plan={plan} canWrite={canWrite} />
        </span>
      </TableCell>
    </TableRow>
  )
}

function OfferButton({ plan, canWrite }: Props) {
  const { toggle, isSending } = useOffer(plan)
  const verb = plan.isActive ? 'Withdraw' : 'Offer'

  async function press() {
    const result = await toggle()
    if (result?.error) notify.error(`${plan.name} is as it was`, { description: result.error.message })
  }

  return (
    <Button
      variant="outline"
      size="sm"
      disabled={!canWrite}
      aria-busy={isSending}
      aria-label={`${verb} ${plan.name}`}
      onClick={press}
      className="relative w-21"
    >
      {isSending ? '…' : verb}
    </Button>
  )
}

function investmentsIn({ activeInvestments, activeAmount, currency }: DeskPlan): string {
  if (activeInvestments === 0) return 'Nobody has invested'
  const noun = activeInvestments === 1 ? 'investment' : 'investments'
  return `${formatCount(activeInvestments)} ${noun} · ${formatMoney(activeAmount, currency)}`
}
