'use client'

import { useRouter } from 'next/navigation'
import { notify } from '@/components/ui/notify'
import type { Notice } from '@/lib/notifications/arrivals'
import type { Inbox } from '@/lib/notifications/schema'
import { useArrivals } from '@/lib/notifications/use-arrivals'
import { useMarkRead } from '@/lib/notifications/use-mark-read'
import { unreadWords } from '@/lib/notifications/words'
import type { Snapshot } from '@/lib/realtime/live-query'
import { BellButton } from './bell-button'
import { BellPanel } from './bell-panel'

type Props = {
  userId: string
  /** What the server read; undefined when it could not. */
  initial: Snapshot<Inbox> | undefined
}

const PANEL_ID = 'notifications-panel'

/** How many notifications are unread, on every page; a native popover shows the latest, and toasts tell of new ones. */
export function NotificationBell({ userId, initial }: Props) {
  const router = useRouter()
  const marks = useMarkRead()
  const view = useArrivals(userId, initial, tell)
  const unread = view.data?.unread ?? 0

  function tell({ ids, title, detail, type, link }: Notice) {
    notify[type](title, {
      description: detail,
      isPassing: true,
      ...(link !== null && { action: { label: 'Open', onClick: () => follow(ids, link) } }),
    })
  }

  function follow(ids: string[], link: string) {
    const [only] = ids
    if (only !== undefined && ids.length === 1) void marks.markRead(only)
    router.push(link)
  }

  return (
    <>
      <BellButton panelId={PANEL_ID} unread={unread} />
      <span role="status" className="sr-only">
        {view.data && unreadWords(unread)}
      </span>
      <BellPanel id={PANEL_ID} view={view} marks={marks} />
    </>
  )
}
