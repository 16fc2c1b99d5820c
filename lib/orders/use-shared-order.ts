'use client'

import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { sharedOrder } from './live'
import type { SharedOrder } from './page-schema'

/** How an order gets on, live, for whoever has the link. `initial` names the signal to watch. */
export function useSharedOrder(token: string, initial: Snapshot<SharedOrder>): LiveView<SharedOrder> {
  return useLiveQuery(sharedOrder, { token, signalId: initial.data.signalId }, { initial })
}
