'use client'

import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import type { OrderAnalytics } from './desk-schema'
import { orderAnalytics } from './live'

/** How the shop does, live. For administrators. */
export function useOrderAnalytics(
  args: { days: number; timeZone: string },
  initial: Snapshot<OrderAnalytics> | undefined,
): LiveView<OrderAnalytics> {
  return useLiveQuery(orderAnalytics, args, initial && { initial })
}
