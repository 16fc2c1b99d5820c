import { Heart } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { ChangedValue } from '@/components/ui/changed-value'
import { LinkHint } from '@/components/ui/link-hint'
import { formatMoney } from '@/lib/format'
import { holdings } from '@/lib/plans/rules'
import type { Plan, UserPlan } from '@/lib/plans/schema'
import { formatDays, formatLimits, formatPercent } from '@/lib/plans/words'

type Props = { plan: Plan; isFollowed: boolean; held: UserPlan[] | undefined }

/** A plan in a list; it leads to its page. What changes is marked for a moment. */
export function PlanCard({ plan, isFollowed, held = [] }: Props) {
  return (
    <li
      data-plan={plan.id}
      className="relative flex flex-col gap-4 rounded-xl border bg-card p-5 shadow-xs transition-[border-color,opacity] duration-300 [contain-intrinsic-size:auto_14rem] [content-visibility:auto] focus-within:border-ring hover:border-ring starting:opacity-0"
    >
      <div className="grid gap-1">
        <div className="flex items-start justify-between gap-3">
          <h2 className="min-w-0 break-words font-semibold tracking-tight">
            <Link
              href={`/plans/${plan.id}`}
              className="outline-none after:absolute after:inset-0 after:rounded-xl"
            >
              <ChangedValue value={plan.name} format={asItIs} />
              <LinkHint />
            </Link>
          </h2>
          {isFollowed && (
            <span title="You follow this plan" className="text-primary">
              <Heart aria-hidden className="size-4.5 fill-current" />
              <span className="sr-only">Followed</span>
            </span>
          )}
        </div>
        {plan.description !== '' && (
          <p className="line-clamp-2 text-pretty text-muted-foreground text-sm">{plan.description}</p>
        )}
      </div>
      <dl className="mt-auto grid grid-cols-[1fr_auto] items-end gap-x-4 gap-y-3">
        <div className="flex flex-col-reverse">
          <dt className="text-muted-foreground text-xs">Return</dt>
          <dd className="font-semibold text-3xl tabular-nums tracking-tight">
            <ChangedValue value={plan.roiPercent} format={formatPercent} />
          </dd>
        </div>
        <div className="flex flex-col-reverse text-right">
          <dt className="text-muted-foreground text-xs">Duration</dt>
          <dd className="font-medium tabular-nums">
            <ChangedValue value={plan.durationDays} format={formatDays} />
          </dd>
        </div>
        <div className="col-span-2 flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-t pt-3 text-sm">
          <dt className="sr-only">Amount</dt>
          <dd className="text-muted-foreground tabular-nums">
            <ChangedValue value={formatLimits(plan)} format={asItIs} />
          </dd>
          {holdings(held).map(({ currency, invested }) => (
            <dd key={currency}>
              <Badge variant="primary">{formatMoney(invested, currency)} invested</Badge>
            </dd>
          ))}
        </div>
      </dl>
    </li>
  )
}

function asItIs(text: string): string {
  return text
}
