'use client'

import { useSyncExternalStore } from 'react'
import { useLiveClient } from './provider.client'
import { INITIAL_SYNC, type SyncState } from './sync-status'

export type PageSync = SyncState & {
  /** Connects and reads again at once. */
  retry: () => void
  /** The person has seen how much was missed. */
  acknowledge: () => void
}

/** How current the page is, over all its live views. */
export function useSyncStatus(): PageSync {
  const { sync, retry } = useLiveClient()
  const state = useSyncExternalStore(sync.subscribe, sync.getSnapshot, () => INITIAL_SYNC)
  return { ...state, retry, acknowledge: sync.acknowledge }
}
