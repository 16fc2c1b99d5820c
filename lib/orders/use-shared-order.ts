'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { sharedOrder } from './live'
import type { SharedOrder } from './page-schema'

/** How an order gets on, for whoever has the link; live from when its signal is known. */
export function useSharedOrder(
  token: string,
  signalId: string | null,
  options?: LiveQueryOptions<SharedOrder>,
): LiveView<SharedOrder> {
  return useLiveQuery(sharedOrder, signalId === null ? null : { token, signalId }, options)
}
