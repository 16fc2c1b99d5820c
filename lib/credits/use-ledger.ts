'use client'

import { useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { ErrorInfo } from '@/lib/result'
import { getOlderEntries } from './actions'
import { firstView, type LedgerView, withNewest, withOlder } from './ledger'
import type { LedgerEntry } from './schema'

export type Ledger = LedgerView & {
  loadOlder: () => Promise<void>
  isLoading: boolean
  error: ErrorInfo | null
}

/** The ledger of `userId`: `newest` is its live first page, older pages are added when asked for. */
export function useLedger(userId: string, newest: LedgerEntry[]): Ledger {
  const [seen, setSeen] = useState(newest)
  const [view, setView] = useState(() => firstView(newest))
  const [isLoading, setIsLoading] = useState(false)
  const [error, setError] = useState<ErrorInfo | null>(null)
  if (seen !== newest) {
    setSeen(newest)
    setView(withNewest(view, newest))
  }

  async function loadOlder() {
    const beforeId = view.entries.at(-1)?.id
    if (beforeId === undefined || isLoading) return
    setIsLoading(true)
    const result = await attempt(() => getOlderEntries({ userId, beforeId }))
    setIsLoading(false)
    setError(result.error ?? null)
    if (result.success) setView((current) => withOlder(current, result.data))
  }

  return { ...view, loadOlder, isLoading, error }
}
