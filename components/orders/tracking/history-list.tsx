import { CalendarClock, CreditCard, type LucideIcon, MapPin, MessageSquare, UserRound } from 'lucide-react'
import { RelativeTime } from '@/components/ui/time'
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
  return (
    <ol aria-label="What has happened" className="grid">
      {entries.map(({ id, kind, text, at }) => {
        const Icon = ICONS[kind]
        return (
          <li
            key={id}
            className="flex items-start gap-3 rounded-md py-2 transition-colors delay-700 duration-[2500ms] starting:bg-accent"
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
            <p className="wrap-anywhere min-w-0 flex-1 text-sm">{text}</p>
            <RelativeTime value={at} className="shrink-0 text-muted-foreground text-xs leading-5" />
          </li>
        )
      })}
    </ol>
  )
}
