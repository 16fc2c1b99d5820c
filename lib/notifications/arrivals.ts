import { toMicroseconds } from '@/lib/realtime/instant'
import type { NotificationType } from './kinds'
import type { Inbox, Notification } from './schema'

/** What to tell about notifications that have just come. `ids`: which they are. */
export type Notice = {
  ids: string[]
  title: string
  detail: string
  type: NotificationType
  /** Where a click leads; null: nowhere. */
  link: string | null
}

/** More at once than this are told as one. */
const MAX_NOTICES = 2

/**
 * Unread notifications of `next` that `previous` does not have, newest first. What is older than all of a full
 * `previous` page is not new: it moved up because something above it went.
 */
export function arrivalsIn(previous: Inbox, next: Inbox): Notification[] {
  const known = new Set(previous.notifications.map(({ id }) => id))
  const oldest = previous.hasMore ? previous.notifications.at(-1) : undefined
  return next.notifications.filter((item) => {
    if (item.readAt !== null || known.has(item.id)) return false
    return oldest === undefined || isNewer(item, oldest)
  })
}

/** `wasAway`: they came while this page was not connected. */
export function noticesFor(arrivals: Notification[], wasAway: boolean): Notice[] {
  if (arrivals.length > MAX_NOTICES) return [summary(arrivals, wasAway)]
  return arrivals.toReversed().map(({ id, title, message, type, link }) => ({
    ids: [id],
    title,
    detail: message,
    type,
    link,
  }))
}

function summary(arrivals: Notification[], wasAway: boolean): Notice {
  return {
    ids: arrivals.map(({ id }) => id),
    title: `${arrivals.length} ${wasAway ? 'notifications while you were away' : 'new notifications'}`,
    detail: `The latest: ${arrivals[0]?.title}`,
    type: 'info',
    link: '/notifications',
  }
}

/** The order of the inbox: by time, and of equal times by id. */
function isNewer(a: Notification, b: Notification): boolean {
  const [aUs, bUs] = [toMicroseconds(a.createdAt), toMicroseconds(b.createdAt)]
  return aUs === bUs ? a.id < b.id : aUs > bUs
}
