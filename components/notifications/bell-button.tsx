import { Bell } from 'lucide-react'
import { badgeText, unreadWords } from '@/lib/notifications/words'

/** Also what stands in the frame until the inbox has been read: without a panel it does nothing yet. */
export function BellButton({ panelId, unread }: { panelId?: string; unread: number }) {
  return (
    <button
      type="button"
      popoverTarget={panelId}
      aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unreadWords(unread)}`}
      className="relative grid size-11 cursor-pointer place-items-center rounded-full text-muted-foreground transition-colors hover:bg-accent hover:text-accent-foreground"
    >
      <Bell aria-hidden className="size-5" />
      {unread > 0 && (
        <span
          aria-hidden
          data-testid="unread"
          className="absolute top-0.5 left-1/2 inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-primary px-1 font-semibold text-[0.6875rem] text-primary-foreground tabular-nums leading-none ring-2 ring-background"
        >
          {badgeText(unread)}
        </span>
      )}
    </button>
  )
}
