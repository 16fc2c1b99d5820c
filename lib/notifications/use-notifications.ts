'use client'

import { useLiveClient } from '@/lib/realtime/provider.client'
import type { ErrorInfo } from '@/lib/result'
import type { Notification } from './schema'
import { useInbox } from './use-inbox'
import { type MarkRead, useMarkRead } from './use-mark-read'

export type Notifications = {
  /** The newest page; empty until it has been read. */
  notifications: Notification[]
  unread: number
  isLoading: boolean
  error: ErrorInfo | null
  markRead: MarkRead['markRead']
  markAllRead: MarkRead['markAllRead']
}

/** The notifications of whoever is signed in, live. It shares the read of the bell. */
export function useNotifications(): Notifications {
  const { userId } = useLiveClient()
  const { data, isLoading, error } = useInbox(userId)
  const { markRead, markAllRead } = useMarkRead()
  return {
    notifications: data?.notifications ?? [],
    unread: data?.unread ?? 0,
    isLoading,
    error,
    markRead,
    markAllRead,
  }
}
