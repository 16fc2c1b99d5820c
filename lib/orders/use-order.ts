'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { orderPage } from './live'
import type { OrderPage } from './page-schema'

/** One order with its timeline, live. */
export function useOrder(
  userId: string,
  orderId: string,
  options?: LiveQueryOptions<OrderPage>,
): LiveView<OrderPage> {
  return useLiveQuery(orderPage, { userId, orderId }, options)
}
