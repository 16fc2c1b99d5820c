import { BellOff } from 'lucide-react'
import Link from 'next/link'
import { useCallback, useRef } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { buttonVariants } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Inbox, Notification } from '@/lib/notifications/schema'
import type { MarkRead } from '@/lib/notifications/use-mark-read'
import type { LiveView } from '@/lib/realtime/use-live-query'
import { MarkAllButton } from './mark-all-button'
import { NotificationItem } from './notification-item'
import { NotificationsSkeleton } from './notifications-skeleton'

/** The panel shows as many; the rest is on the page. */
const SHOWN = 8

type Props = { id: string; view: LiveView<Inbox>; marks: MarkRead }

/** The latest notifications, in a native popover: it closes on Escape, on a click elsewhere and on the way to a page. */
export function BellPanel({ id, view, marks }: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const { data, isLoading } = view
  const { markRead } = marks
  const close = () => panel.current?.hidePopover()

  const open = useCallback(
    ({ id, readAt, link }: Notification) => {
      if (readAt === null) void markRead(id)
      if (link !== null) panel.current?.hidePopover()
    },
    [markRead],
  )

  return (
    <div
      ref={panel}
      id={id}
      popover="auto"
      role="dialog"
      aria-label="Notifications"
      className="surface-transition inset-auto top-16 right-3 m-0 max-h-[min(36rem,calc(100dvh-6rem))] w-[calc(100%-1.5rem)] max-w-96 flex-col overflow-hidden rounded-xl border bg-popover p-0 text-popover-foreground shadow-lg open:flex sm:right-6"
    >
      <div className="flex min-h-14 items-center justify-between gap-3 border-b py-1.5 pr-2 pl-4 sm:pl-5">
        <h2 className="font-semibold text-base tracking-tight">Notifications</h2>
        <MarkAllButton unread={data?.unread ?? 0} marks={marks} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="p-3 empty:hidden">
          <ReadProblem view={view} what="notifications" />
        </div>
        {isLoading && <NotificationsSkeleton rows={3} />}
        {data?.notifications.length === 0 && (
          <EmptyState icon={BellOff} title="Nothing yet">
            News about what you follow and own will be here.
          </EmptyState>
        )}
        {data && data.notifications.length > 0 && (
          <ul>
            {data.notifications.slice(0, SHOWN).map((notification) => (
              <NotificationItem key={notification.id} notification={notification} onOpen={open} isShort />
            ))}
          </ul>
        )}
      </div>
      <div className="border-t p-2">
        <Link
          href="/notifications"
          onClick={close}
          className={buttonVariants({ variant: 'ghost', className: 'w-full' })}
        >
          All notifications
        </Link>
      </div>
    </div>
  )
}
