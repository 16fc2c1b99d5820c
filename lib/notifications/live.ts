import { liveQuery } from '@/lib/realtime/live-query'
import { getInbox } from './actions'
import type { Cursor } from './inputs'

export type InboxArgs = { userId: string; before: Cursor | null }

/** A page of one's inbox. The newest is shared by the bell, which is on every page, and the page of notifications. */
export const inboxPage = liveQuery({
  name: 'notifications.inbox',
  watch: ({ userId }: InboxArgs) => [{ table: 'notifications', filter: `user_id=eq.${userId}` }],
  read: getInbox,
  lastKnown: { version: 1 },
  isBackground: true,
})
