'use client'

import { BellOff } from 'lucide-react'
import { useCallback } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { Cursor } from '@/lib/notifications/inputs'
import type { Inbox, Notification } from '@/lib/notifications/schema'
import { useInbox } from '@/lib/notifications/use-inbox'
import { useMarkRead } from '@/lib/notifications/use-mark-read'
import { unreadWords } from '@/lib/notifications/words'
import type { Snapshot } from '@/lib/realtime/live-query'
import { InboxPager } from './inbox-pager'
import { MarkAllButton } from './mark-all-button'
import { NotificationItem } from './notification-item'
import { NotificationsSkeleton } from './notifications-skeleton'

type Props = { userId: string; before: Cursor | null; initial: Snapshot<Inbox> | undefined }

/** A page of the inbox, live: also an older page follows what is read or removed elsewhere. */
export function InboxWorkspace({ userId, before, initial }: Props) {
  const view = useInbox(userId, before, { ...(initial && { initial }) })
  const marks = useMarkRead()
  const { markRead } = marks
  const { data, isLoading } = view

  const open = useCallback(
    ({ id, readAt }: Notification) => {
      if (readAt === null) void markRead(id)
    },
    [markRead],
  )

  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
      <ReadProblem view={view} what="notifications" />
      <Card aria-label="Inbox" className="overflow-hidden">
        <div className="flex min-h-14 items-center justify-between gap-3 border-b py-1.5 pr-2 pl-4 text-sm sm:pl-5">
          <span className="text-muted-foreground">{data && unreadWords(data.unread)}</span>
          <MarkAllButton unread={data?.unread ?? 0} marks={marks} />
        </div>
        {isLoading && <NotificationsSkeleton />}
        {data?.notifications.length === 0 && <Nothing isOlderPage={before !== null} />}
        {data && data.notifications.length > 0 && (
          <ul data-testid="inbox">
            {data.notifications.map((notification) => (
              <NotificationItem key={notification.id} notification={notification} onOpen={open} />
            ))}
          </ul>
        )}
        {data && <InboxPager inbox={data} before={before} />}
      </Card>
    </div>
  )
}

function Nothing({ isOlderPage }: { isOlderPage: boolean }) {
  return (
    <EmptyState icon={BellOff} title={isOlderPage ? 'Nothing older' : 'Nothing yet'}>
      {isOlderPage ? 'This is the end of your inbox.' : 'News about what you follow and own will be here.'}
    </EmptyState>
  )
}
