import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { inboxPath } from '@/lib/notifications/cursor'
import type { Cursor } from '@/lib/notifications/inputs'
import type { Inbox } from '@/lib/notifications/schema'

type Props = { inbox: Inbox; before: Cursor | null }

/** The way to older pages and back. A page begins after one notification, so it holds still while new ones arrive. */
export function InboxPager({ inbox: { notifications, hasMore }, before }: Props) {
  const last = notifications.at(-1)
  const older = hasMore && last ? { createdAt: last.createdAt, id: last.id } : null
  if (before === null && older === null) return null
  const look = buttonVariants({ variant: 'outline', size: 'sm' })
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-t p-3">
      {before === null ? (
        <span />
      ) : (
        <Link href={inboxPath(null)} className={look}>
          Newest
        </Link>
      )}
      {older && (
        <Link href={inboxPath(older)} className={look}>
          Older
        </Link>
      )}
    </nav>
  )
}
