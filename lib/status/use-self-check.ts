'use client'

import { useSyncExternalStore } from 'react'
import type { Snapshot } from '@/lib/realtime/live-query'
import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { useRealtimeInspector } from '@/lib/realtime/use-realtime-inspector'
import { useSyncStatus } from '@/lib/realtime/use-sync-status'
import { liveHealth } from './live'
import type { LiveHealth } from './schema'
import { type Check, selfCheck } from './self-check'
import { useRoundTrip } from './use-round-trip'

export type SelfCheck = { checks: Check[]; isOutdated: boolean; run: () => void }

/** Looks for the first thing that keeps this page from being live, and keeps looking. */
export function useSelfCheck(userId: string, initial: Snapshot<LiveHealth> | undefined): SelfCheck {
  const { data, error, isSubscribed } = useLiveQuery(liveHealth, { userId }, { initial })
  const { cause, retry } = useSyncStatus()
  const inspection = useRealtimeInspector()
  const isOnline = useSyncExternalStore(onNetworkChange, readOnline, () => true)
  const heardAt = inspection.events.find(({ watch }) => watch.table === 'profiles')?.heardAt ?? null
  const { roundTrip, run } = useRoundTrip(isSubscribed, heardAt)

  const isOutdated = cause?.code === 'new-version'
  const checks = selfCheck({ isOnline, isOutdated, health: data, error, inspection, roundTrip })
  return {
    checks,
    isOutdated,
    run() {
      retry()
      void run()
    },
  }
}

function onNetworkChange(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

function readOnline(): boolean {
  return navigator.onLine !== false
}
