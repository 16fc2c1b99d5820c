'use client'

import {
  CalendarClock,
  CreditCard,
  type LucideIcon,
  MapPin,
  MessageSquareText,
  Milestone,
  Truck,
} from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { RelativeTime } from '@/components/ui/time'
import { actorWords, eventWords } from '@/lib/orders/desk-history'
import type { OrderEvent } from '@/lib/orders/event-schema'

const ICONS: Record<OrderEvent['kind'], LucideIcon> = {
  status: Milestone,
  location: MapPin,
  partner: Truck,
  payment: CreditCard,
  eta: CalendarClock,
  note: MessageSquareText,
}

/** Everything that has happened to an order, newest first. What happens while one looks is lit up for a moment. */
export function OrderHistory({ events }: { events: OrderEvent[] }) {
  const [newestAtFirst] = useState(events.at(-1)?.id ?? 0)
  const timeZone = useTimeZone()
  return (
    <ol data-testid="order-history" className="grid">
      {events.toReversed().map((event) => {
        const Icon = ICONS[event.kind]
        return (
          <li
            key={event.id}
            data-new={event.id > newestAtFirst || undefined}
            className="-mx-2 flex items-start gap-3 rounded-md px-2 py-2 text-sm data-new:transition-colors data-new:delay-700 data-new:duration-[2500ms] data-new:starting:bg-accent"
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
            <span className="grid min-w-0 gap-0.5">
              <span className="wrap-anywhere font-medium">{eventWords(event, timeZone)}</span>
              <span className="text-muted-foreground">
                {actorWords(event)} · <RelativeTime value={event.createdAt} />
              </span>
            </span>
          </li>
        )
      })}
    </ol>
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
