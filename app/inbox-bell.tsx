import { Suspense } from 'react'
import { BellButton } from '@/components/notifications/bell-button'
import { NotificationBell } from '@/components/notifications/notification-bell'
import { firstInbox } from '@/lib/notifications/first-inbox.server'

/** The bell of the frame. Its read begins with those of the page and holds nothing up. */
export function InboxBell({ userId }: { userId: string }) {
  return (
    <Suspense fallback={<BellButton unread={0} />}>
      <ReadBell userId={userId} />
    </Suspense>
  )
}

async function ReadBell({ userId }: { userId: string }) {
  const inbox = await firstInbox(userId)
  // A read that failed is made again by the bell.
  return <NotificationBell userId={userId} initial={inbox.success ? inbox : undefined} />
}
