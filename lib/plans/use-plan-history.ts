'use client'

import { useRef, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import type { ErrorInfo } from '@/lib/result'
import { getOlderPlanChanges } from './actions'
import type { PlanChange, PlanHistory } from './desk-schema'
import { planHistory } from './live'

export type PlanHistoryView = {
  view: LiveView<PlanHistory>
  /** As far back as it is known, newest first. */
  changes: PlanChange[]
  hasMore: boolean
  isLoadingMore: boolean
  loadError: ErrorInfo | null
  loadMore: () => Promise<void>
}

/** A plan's history: the newest page is live, older ones are added on demand. */
export function usePlanHistory(planId: string, initial: Snapshot<PlanHistory> | undefined): PlanHistoryView {
  const view = useLiveQuery(planHistory, { planId }, initial && { initial })
  const [older, setOlder] = useState<PlanHistory | null>(null)
  const [loadError, setLoadError] = useState<ErrorInfo | null>(null)
  const [isLoadingMore, setIsLoadingMore] = useState(false)
  const isBusy = useRef(false)
  const newest = view.data ?? { changes: [], hasMore: false }
  const changes = older === null ? newest.changes : joined(newest.changes, older.changes)

  async function loadMore() {
    const beforeVersion = changes.at(-1)?.version
    if (isBusy.current || beforeVersion === undefined) return
    isBusy.current = true
    setIsLoadingMore(true)
    setLoadError(null)
    const { data, error } = await attempt(() => getOlderPlanChanges({ planId, beforeVersion }))
    isBusy.current = false
    setIsLoadingMore(false)
    setLoadError(error ?? null)
    // What was the newest page moves on, and leaves no gap: it is kept with the rest.
    if (data) setOlder({ changes: joined(changes, data.changes), hasMore: data.hasMore })
  }

  return { view, changes, hasMore: (older ?? newest).hasMore, isLoadingMore, loadError, loadMore }
}

/** Versions have no gaps and never change, so each is taken once. */
function joined(newer: PlanChange[], older: PlanChange[]): PlanChange[] {
  const oldest = newer.at(-1)?.version ?? Number.POSITIVE_INFINITY
  return [...newer, ...older.filter(({ version }) => version < oldest)]
}
