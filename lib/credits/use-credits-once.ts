'use client'

import { useCallback, useEffect, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { Result } from '@/lib/result'
import { getUserCredits } from './actions'
import type { UserCredits } from './schema'

/** Credits read once, and again only on `refetch`. Does nothing while not `isEnabled`. */
export function useCreditsOnce(isEnabled: boolean) {
  const [result, setResult] = useState<Result<UserCredits> | null>(null)
  const refetch = useCallback(async () => setResult(await attempt(() => getUserCredits())), [])
  useEffect(() => {
    if (isEnabled) void refetch()
  }, [isEnabled, refetch])
  return {
    data: result?.data,
    error: result?.error ?? null,
    isLoading: isEnabled && result === null,
    refetch,
  }
}
