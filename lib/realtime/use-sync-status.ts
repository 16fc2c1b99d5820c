'use client'

import { useSyncExternalStore } from 'react'
import { useLiveClient } from './provider.client'
import { INITIAL_SYNC, type SyncState } from './sync-status'

/** How current the page is, over all its live views. `retry` connects and reads again at once. */
export function useSyncStatus(): SyncState & { retry: () => void } {
  const { sync, retry } = useLiveClient()
  const state = useSyncExternalStore(sync.subscribe, sync.getSnapshot, () => INITIAL_SYNC)
  return { ...state, retry }
}
