import { memo } from 'react'
import { DateTime, RelativeTime } from '@/components/ui/time'
import { actorLabel } from '@/lib/credits/ledger'
import type { LedgerEntry } from '@/lib/credits/schema'
import { formatShortChange } from '@/lib/credits/words'
import { formatCount } from '@/lib/format'

type Props = { entry: LedgerEntry; viewerId: string; isNew: boolean }

/** One change: what for, by whom, when; how much, and the balance after it. */
export const LedgerRow = memo(function LedgerRow({ entry, viewerId, isNew }: Props) {
  return (
    <li
      data-new={isNew || undefined}
      className="flex items-start gap-4 border-b px-5 py-3.5 last:border-b-0 data-new:transition-colors data-new:delay-700 data-new:duration-[2500ms] data-new:starting:bg-accent sm:px-6"
    >
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere font-medium text-sm">{entry.reason}</p>
        <p className="text-muted-foreground text-sm">
          {actorLabel(entry, viewerId)} · <RelativeTime value={entry.createdAt} />
          <span className="hidden @lg:inline">
            {' · '}
            <DateTime value={entry.createdAt} />
          </span>
        </p>
      </div>
      <div className="text-right text-sm tabular-nums">
        <p className={weightOf(entry.delta)}>{formatShortChange(entry.delta)}</p>
        <p className="text-muted-foreground">
          <span className="sr-only">Balance after: </span>
          {formatCount(entry.balanceAfter)}
        </p>
      </div>
    </li>
  )
})

function weightOf(delta: number): string {
  if (delta > 0) return 'font-semibold text-success'
  return delta < 0 ? 'font-semibold' : 'text-muted-foreground'
}
