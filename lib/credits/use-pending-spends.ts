'use client'

import { useEffect, useRef, useState } from 'react'
import type { Result } from '@/lib/result'
import { type PendingSpend, unsettled } from './pending'
import type { CreditAccount } from './schema'

export type PendingSpends = {
  /** What the screen shows ahead of the database. */
  pending: PendingSpend[]
  begin: (spend: { amount: number; reason: string; isQueued?: boolean }, key: string) => void
  /** A refusal rolls back at once; a success stays until data contains it. */
  settle: (result: Result<unknown>, key: string) => void
}

/** Spends under way, on top of the last read. `onRefusal`: what is on screen misled, so it is time to read again. */
export function usePendingSpends(account: CreditAccount, onRefusal: () => void): PendingSpends {
  const [sent, setSent] = useState<PendingSpend[]>([])
  const shown = useRef(account)
  useEffect(() => {
    shown.current = account
  }, [account])

  function begin(spend: { amount: number; reason: string; isQueued?: boolean }, key: string) {
    const { amount, reason, isQueued = false } = spend
    const started = { key, amount, reason, isQueued, savedOver: null }
    setSent((spends) => [...unsettled(spends, shown.current).filter((spend) => spend.key !== key), started])
  }

  function settle(result: Result<unknown>, key: string) {
    const savedOver = shown.current
    setSent((spends) =>
      result.success
        ? spends.map((spend) => (spend.key === key ? { ...spend, savedOver } : spend))
        : spends.filter((spend) => spend.key !== key),
    )
    if (!result.success) onRefusal()
  }

  return { pending: unsettled(sent, account), begin, settle }
}
