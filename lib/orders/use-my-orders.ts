'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { myOrders } from './live'
import type { MyOrders } from './schema'

/** The newest orders of `userId`, live. */
export function useMyOrders(userId: string, options?: LiveQueryOptions<MyOrders>): LiveView<MyOrders> {
  return useLiveQuery(myOrders, { userId }, options)
}
