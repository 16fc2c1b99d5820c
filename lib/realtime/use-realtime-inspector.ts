'use client'

import { useSyncExternalStore } from 'react'
import { type InspectorState, inspectorOf } from './inspector'
import { useLiveClient } from './provider.client'

/** What the live client of this tab is doing, looked at twice a second, and what it has heard since the first look. */
export function useRealtimeInspector(): InspectorState {
  const { subscribe, getSnapshot, getServerSnapshot } = inspectorOf(useLiveClient())
  return useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot)
}
