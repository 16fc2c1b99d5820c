'use client'

import { useEffect, useEffectEvent } from 'react'
import type { Snapshot } from '@/lib/realtime/live-query'
import { useLiveClient } from '@/lib/realtime/provider.client'
import type { ErrorInfo } from '@/lib/result'
import type { CreditAccount, UserCredits } from './schema'
import { useCreditAccount } from './use-credit-account'
import { useCreditsOnce } from './use-credits-once'

export type RealtimeCreditsOptions = {
  /** `false`: one read and no subscription. */
  enableRealtime?: boolean
  /** Called with each change of the credits, not with the first read. */
  onCreditsUpdate?: (credits: UserCredits) => void
  onError?: (error: ErrorInfo) => void
  /** What the server rendered, if it did. */
  initial?: Snapshot<CreditAccount> | undefined
}

export type RealtimeCredits = {
  credits: UserCredits | null
  isLoading: boolean
  error: ErrorInfo | null
  refetch: () => Promise<void>
  isSubscribed: boolean
}

/** The signed-in creator's credits, live. However many components use it, there is one subscription and one read. */
export function useRealtimeCredits(options: RealtimeCreditsOptions = {}): RealtimeCredits {
  const { enableRealtime = true, onCreditsUpdate, onError, initial } = options
  const { userId } = useLiveClient()
  const live = useCreditAccount(userId, {
    enabled: enableRealtime,
    ...(initial && { initial }),
    onUpdate: (next, previous) => previous && onCreditsUpdate?.(next.balance),
  })
  const once = useCreditsOnce(!enableRealtime && userId !== null)
  const { data, isLoading, error, refetch } = enableRealtime ? { ...live, data: live.data?.balance } : once

  const report = useEffectEvent((problem: ErrorInfo) => onError?.(problem))
  useEffect(() => {
    if (error) report(error)
  }, [error])

  return { credits: data ?? null, isLoading, error, refetch, isSubscribed: live.isSubscribed }
}
