'use client'

import { useCallback, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { ErrorInfo } from '@/lib/result'
import { markAllNotificationsRead, markNotificationRead } from './actions'

export type MarkRead = {
  markRead: (id: string) => Promise<void>
  markAllRead: () => Promise<void>
  isMarkingAll: boolean
  /** Why the last one failed. */
  error: ErrorInfo | null
}

/**
 * Marks notifications as read. The commit changes the screen, and marking twice does no harm. No transition around
 * it: the click that marks one often leads on, and the next page would wait.
 */
export function useMarkRead(): MarkRead {
  const [isMarkingAll, setIsMarkingAll] = useState(false)
  const [error, setError] = useState<ErrorInfo | null>(null)

  const markRead = useCallback(async (id: string) => {
    const result = await attempt(() => markNotificationRead({ id }))
    setError(result.error ?? null)
  }, [])

  const markAllRead = useCallback(async () => {
    setIsMarkingAll(true)
    const result = await attempt(() => markAllNotificationsRead())
    setError(result.error ?? null)
    setIsMarkingAll(false)
  }, [])

  return { markRead, markAllRead, isMarkingAll, error }
}
