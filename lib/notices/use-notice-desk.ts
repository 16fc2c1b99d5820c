'use client'

import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { noticeDesk } from './live'
import type { NoticeDesk } from './schema'

/** What is sent and what waits, live. For administrators. */
export function useNoticeDesk(initial: Snapshot<NoticeDesk> | undefined): LiveView<NoticeDesk> {
  return useLiveQuery(noticeDesk, {}, initial && { initial })
}
