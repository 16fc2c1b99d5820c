'use client'

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { ErrorInfo } from '@/lib/result'
import type { LiveQuery, Snapshot } from './live-query'
import type { OnUpdate } from './live-store'
import { useLiveClient } from './provider.client'
import type { SyncCause } from './sync-error'
import type { SyncStatus } from './sync-status'

export type LiveQueryOptions<T> = {
  /** What the server rendered; without it the view reads as soon as it is on screen. */
  initial?: Snapshot<T>
  /** `false`: no channel and no read. */
  enabled?: boolean
  /** Called after data changed, and why. */
  onUpdate?: OnUpdate<T>
}

export type LiveView<T> = {
  /** The last good answer; undefined until there is one. */
  data: T | undefined
  /** Of the latest read. */
  error: ErrorInfo | null
  isLoading: boolean
  /** Changes of the watched rows arrive. */
  isSubscribed: boolean
  status: SyncStatus
  /** Why it is not live, when there is a reason. */
  cause: SyncCause | null
  /** The Postgres instant (ISO 8601) up to which `data` surely holds every commit, when known. */
  asOf: string | undefined
  /** Settles when a read that began after this call is done, whatever the answer. */
  refetch: () => Promise<void>
}

/** A live view of `query`. With `args` null, something it needs is not known yet: no channel, no read. */
export function useLiveQuery<Args, T>(
  query: LiveQuery<Args, T>,
  args: Args | null,
  { initial, enabled = true, onUpdate }: LiveQueryOptions<T> = {},
): LiveView<T> {
  const client = useLiveClient()
  const store = args === null || !enabled ? null : client.store(query, args, initial)

  const snapshot = useSyncExternalStore(
    store?.subscribe ?? subscribeToNothing,
    store?.getSnapshot ?? getNothing,
    store?.getServerSnapshot ?? getNothing,
  )

  const tell = useEffectEvent<OnUpdate<T>>((...update) => onUpdate?.(...update))
  useEffect(() => store?.onUpdate((...update) => tell(...update)), [store])
  useEffect(() => store?.offer(initial), [store, initial])

  const { data, error, isSubscribed, status, cause, asOf } = snapshot ?? atRest(initial)
  const isLoading = enabled && data === undefined && error === null
  return { data, error, isLoading, isSubscribed, status, cause, asOf, refetch: store?.refetch ?? doNothing }
}

function atRest<T>(initial: Snapshot<T> | undefined) {
  return {
    data: initial?.data,
    error: null,
    isSubscribed: false,
    status: 'initializing' as const,
    cause: null,
    asOf: initial?.asOf,
  }
}

function subscribeToNothing() {
  return doNothing
}

function getNothing() {
  return null
}

async function doNothing() {}
