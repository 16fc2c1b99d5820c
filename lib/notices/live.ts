import { liveQuery } from '@/lib/realtime/live-query'
import { getNoticeDesk, getNoticeSettings } from './actions'

/** What one person wants to be told of; another tab or device may change it. */
export const noticeSettings = liveQuery({
  name: 'notices.settings',
  watch: ({ userId }: { userId: string }) => [
    { table: 'notice_preferences', filter: `user_id=eq.${userId}` },
    { table: 'push_subscriptions', filter: `user_id=eq.${userId}` },
  ],
  read: getNoticeSettings,
})

/** The administrators' page: each notice as it is queued, sent or tried again. */
export const noticeDesk = liveQuery({
  name: 'notices.desk',
  watch: (_: Record<string, never>) => [{ table: 'notices' }],
  read: getNoticeDesk,
})
