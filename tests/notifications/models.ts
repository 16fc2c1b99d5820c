import { randomUUID } from 'node:crypto'
import type { Inbox, Notification } from '@/lib/notifications/schema'

export const READER = '00000000-0000-4000-8000-000000000001'

/** A notification, unread unless said otherwise. */
export function aNotification(fields: Partial<Notification> = {}): Notification {
  return {
    id: randomUUID(),
    title: 'Plan "Steady" has changed',
    message: 'ROI: 2.5 % → 3.5 %',
    type: 'info',
    link: '/plans',
    readAt: null,
    createdAt: '2026-11-25T10:00:00.000000+00:00',
    ...fields,
  }
}

/** `minute` of the hour in which everything happens here. */
export function at(minute: number): string {
  return `2026-11-25T10:${String(minute).padStart(2, '0')}:00.000000+00:00`
}

export function anInbox(notifications: Notification[], fields: Partial<Inbox> = {}): Inbox {
  const unread = notifications.filter(({ readAt }) => readAt === null).length
  return { notifications, unread, hasMore: false, ...fields }
}
