import { z } from 'zod'
import { NOTIFICATION_TYPES } from './kinds'

const instant = z.iso.datetime({ offset: true })

const notificationRow = z
  .object({
    id: z.uuid(),
    title: z.string(),
    message: z.string(),
    type: z.enum(NOTIFICATION_TYPES),
    link: z.string().nullable(),
    read_at: instant.nullable(),
    created_at: instant,
  })
  .transform(({ read_at, created_at, ...same }) => ({ ...same, readAt: read_at, createdAt: created_at }))

/** What SQL function `get_notifications` answers. */
export const inboxRow = z.object({
  notifications: z.array(notificationRow),
  has_more: z.boolean(),
  unread: z.int().nonnegative(),
  as_of: z.string().nullable(),
})

export type Notification = z.infer<typeof notificationRow>

/** A page of an inbox, newest first. `unread` counts the whole inbox; `hasMore`: there are older ones. */
export type Inbox = { notifications: Notification[]; hasMore: boolean; unread: number }
