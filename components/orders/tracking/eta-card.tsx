'use client'

import { CalendarClock } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Card, CardContent } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { useNow } from '@/components/ui/use-now'
import { etaOf } from '@/lib/orders/eta'
import { type EtaWords, etaWords } from '@/lib/orders/eta-words'
import type { Prediction } from '@/lib/orders/page-schema'
import type { OrderStatus } from '@/lib/orders/rules'

const STEP_MS = 30_000

type Props = {
  status: OrderStatus
  statusChangedAt: string
  /** What the shop has set. */
  eta: string | null
  prediction: Prediction | null
  serverTime: string
}

/** When it arrives, and how sure that is. Nothing for an order that arrives nowhere. */
export function EtaCard({ status, statusChangedAt, eta, prediction, serverTime }: Props) {
  const nowMs = useNow(serverTime, STEP_MS)
  const timeZone = useTimeZone()
  const arrival = etaOf({
    status,
    sinceMs: Date.parse(statusChangedAt),
    promisedMs: eta === null ? null : Date.parse(eta),
    prediction,
    nowMs,
  })
  const words = etaWords(arrival, nowMs, timeZone)
  if (words === null) return null

  return (
    <Card aria-labelledby="eta-title">
      <CardContent className="flex items-start gap-4">
        <span className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-accent-foreground">
          <CalendarClock aria-hidden className="size-5" />
        </span>
        <div className="grid min-w-0 gap-0.5">
          <h2 id="eta-title" className="text-muted-foreground text-sm">
            {arrival.kind === 'delivered' ? 'Arrived' : 'Arrives'}
          </h2>
          <p className="font-semibold text-lg leading-6 tracking-tight" data-testid="eta">
            {arrival.kind === 'delivered' ? words.detail : words.headline}
            {timeZone && <span className="font-normal text-muted-foreground text-sm"> {timeZone}</span>}
          </p>
          {arrival.kind !== 'delivered' && (
            <p className="flex items-center gap-2 pt-1 text-muted-foreground text-sm">
              <Certainty level={words.certainty} />
              {words.detail}
            </p>
          )}
        </div>
      </CardContent>
    </Card>
  )
}

const BARS: Record<NonNullable<EtaWords['certainty']>, number> = { promised: 3, high: 3, fair: 2, low: 1 }

/** One to three bars; the words beside them say the same. */
function Certainty({ level }: { level: EtaWords['certainty'] }) {
  if (level === null) return null
  return (
    <span aria-hidden className="flex shrink-0 items-end gap-0.5">
      {[1, 2, 3].map((bar) => (
        <span
          key={bar}
          className={cn('w-1 rounded-full', bar <= BARS[level] ? 'bg-primary' : 'bg-border')}
          style={{ height: 4 + bar * 3 }}
        />
      ))}
    </span>
  )
}

/** `UTC` until the reader's own zone is known; then none, which means theirs. */
function useTimeZone(): string | undefined {
  return useSyncExternalStore(
    () => () => {},
    () => undefined,
    () => 'UTC',
  )
}
