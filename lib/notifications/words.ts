import { formatCount } from '@/lib/format'

/** The largest number that the badge of the bell has room for. */
const MOST_ON_BADGE = 99

/** `7`, `99+`. */
export function badgeText(unread: number): string {
  return unread > MOST_ON_BADGE ? `${MOST_ON_BADGE}+` : String(unread)
}

/** `No unread notifications`, `1 unread notification`, `1,204 unread notifications`. */
export function unreadWords(unread: number): string {
  if (unread === 0) return 'No unread notifications'
  return unread === 1 ? '1 unread notification' : `${formatCount(unread)} unread notifications`
}
