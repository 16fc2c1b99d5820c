'use client'

import { CalendarClock, CreditCard, type LucideIcon, MapPin, MessageSquare, UserRound } from 'lucide-react'
import { useState } from 'react'
import { DateTime, RelativeTime } from '@/components/ui/time'
import type { HistoryEntry } from '@/lib/orders/tracking'

const ICONS: Record<HistoryEntry['kind'], LucideIcon> = {
  location: MapPin,
  partner: UserRound,
  payment: CreditCard,
  eta: CalendarClock,
  note: MessageSquare,
}

/** What has happened besides the stages, newest first. What arrives while one looks is lit up for a moment. */
export function HistoryList({ entries }: { entries: HistoryEntry[] }) {
  const [newestAtFirst] = useState(entries[0]?.id ?? 0)
  return (
    <ol aria-label="What has happened" className="grid">
      {entries.map(({ id, kind, text, moment, at }) => {
        const Icon = ICONS[kind]
        return (
          <li
            key={id}
            data-new={id > newestAtFirst || undefined}
            className="flex items-start gap-3 rounded-md py-2 data-new:transition-colors data-new:delay-700 data-new:duration-[2500ms] data-new:starting:bg-accent"
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
            <p className="wrap-anywhere min-w-0 flex-1 text-sm">
              {text}
              {moment && (
                <>
                  {' '}
                  <DateTime value={moment} />
                </>
              )}
            </p>
            <RelativeTime value={at} className="shrink-0 text-muted-foreground text-xs leading-5" />
          </li>
        )
      })}
    </ol>
  )
}
