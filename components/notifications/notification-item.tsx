import Link from 'next/link'
import { memo, type ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/time'
import type { Notification } from '@/lib/notifications/schema'
import { NotificationIcon } from './notification-icon'

type Props = {
  notification: Notification
  /** Called when it is opened, which marks it as read. */
  onOpen: (notification: Notification) => void
  /** Shows two lines of the message at most. */
  isShort?: boolean
}

/** One notification. A click marks it as read and leads to what it is about. */
export const NotificationItem = memo(function NotificationItem({ notification, onOpen, isShort }: Props) {
  const { title, message, type, createdAt, readAt } = notification
  const isUnread = readAt === null
  return (
    <li className="border-b last:border-b-0">
      <Opener notification={notification} onOpen={onOpen}>
        <NotificationIcon type={type} />
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span className={cn('wrap-anywhere text-sm', isUnread ? 'font-semibold' : 'font-medium')}>
            {isUnread && <span className="sr-only">Unread: </span>}
            {title}
          </span>
          {message !== '' && (
            <span className={cn('wrap-anywhere text-muted-foreground text-sm', isShort && 'line-clamp-2')}>
              {message}
            </span>
          )}
          <RelativeTime value={createdAt} className="text-muted-foreground text-xs" />
        </span>
        <span
          aria-hidden
          className={cn('mt-1.5 size-2 shrink-0 rounded-full', isUnread ? 'bg-primary' : 'bg-transparent')}
        />
      </Opener>
    </li>
  )
})

const ROW = 'flex w-full items-start gap-3 px-4 py-3.5 text-left transition-colors sm:px-5'
const PRESSABLE = 'cursor-pointer hover:bg-accent/60 -outline-offset-2'

/** A link where there is somewhere to go, a button where there is something to mark, and plain text otherwise. */
function Opener({ notification, onOpen, children }: Props & { children: ReactNode }) {
  const { link, readAt } = notification
  const open = () => onOpen(notification)
  if (link !== null) {
    return (
      <Link href={link} onClick={open} className={cn(ROW, PRESSABLE)}>
        {children}
      </Link>
    )
  }
  if (readAt !== null) return <div className={ROW}>{children}</div>
  return (
    <button type="button" onClick={open} className={cn(ROW, PRESSABLE)}>
      {children}
      <span className="sr-only">Mark as read</span>
    </button>
  )
}
