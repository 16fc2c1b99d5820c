'use client'

import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { noticeSettings } from './live'
import type { NoticeSettings } from './schema'

/** What `userId` wants to be told of, live. */
export function useNoticeSettings(
  userId: string,
  initial: Snapshot<NoticeSettings> | undefined,
): LiveView<NoticeSettings> {
  return useLiveQuery(noticeSettings, { userId }, initial && { initial })
}
