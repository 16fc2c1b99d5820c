import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/time'
import { grantName } from '@/lib/credits/rules'
import type { Grant } from '@/lib/credits/schema'
import { formatCredits } from '@/lib/credits/words'
import { formatTimeLeft } from '@/lib/format'

const DAY_MS = 86_400_000

type Props = { grant: Grant; turn: string; isNext: boolean; nowMs: number }

/** A grant that can pay: how much is left, when its turn comes and when it ends. */
export function GrantRow({ grant, turn, isNext, nowMs }: Props) {
  return (
    <li
      className="grid gap-1 rounded-lg border p-3.5 data-next:border-primary/40 data-next:bg-accent/40"
      data-next={isNext || undefined}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 truncate font-medium text-sm">{grantName(grant)}</span>
        <span className="font-medium text-sm tabular-nums">{formatCredits(grant.credits)}</span>
      </div>
      <p className="text-muted-foreground text-sm">{turn}</p>
      {grant.expiresAt !== null && <Expiry expiresAt={grant.expiresAt} nowMs={nowMs} />}
    </li>
  )
}

function Expiry({ expiresAt, nowMs }: { expiresAt: string; nowMs: number }) {
  const leftMs = Date.parse(expiresAt) - nowMs
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground text-sm">
      <Badge variant={leftMs < DAY_MS ? 'warning' : 'neutral'} className="tabular-nums">
        {formatTimeLeft(leftMs)} left
      </Badge>
      <DateTime value={expiresAt} />
    </p>
  )
}
