import type { BalancePoint } from '@/lib/credits/ledger'
import { formatChange, formatCredits } from '@/lib/credits/words'
import { formatInstant } from '@/lib/format'

/** The moment that is picked, in words. */
export function ChartReadout({ point }: { point: BalancePoint }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className="font-medium tabular-nums">{formatCredits(point.credits)}</span>
      <span className="text-muted-foreground">{momentText(point)}</span>
    </p>
  )
}

/** The same as one sentence, for a slider that says its value. */
export function readoutText(point: BalancePoint): string {
  return `${formatCredits(point.credits)}, ${momentText(point)}`
}

function momentText({ atMs, entry }: BalancePoint): string {
  const instant = formatInstant(new Date(atMs).toISOString())
  return entry === null ? instant : `${instant} · ${formatChange(entry.delta)} · ${entry.reason}`
}
