'use client'

import { useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { ErrorInfo } from '@/lib/result'
import { getOlderOrders } from './actions'
import { withNewest } from './order-list'
import type { MyOrder, MyOrders } from './schema'

export type OrderList = MyOrders & { isLoading: boolean; error: ErrorInfo | null; loadOlder: () => void }

/** The newest page, which is live, and what has been fetched below it. Older orders stand as they were fetched. */
export function useOlderOrders(userId: string, newest: MyOrders): OrderList {
  const [older, setOlder] = useState<MyOrders | null>(null)
  const [isLoading, setIsLoading] = useState(false)
  const [error, setError] = useState<ErrorInfo | null>(null)
  const list = withNewest(newest, older)

  async function load(last: MyOrder) {
    setIsLoading(true)
    const before = { createdAt: last.createdAt, id: last.id }
    const result = await attempt(() => getOlderOrders({ userId, before }))
    setIsLoading(false)
    setError(result.error ?? null)
    if (result.success)
      setOlder({ orders: [...list.orders, ...result.data.orders], hasMore: result.data.hasMore })
  }

  function loadOlder() {
    const last = list.orders.at(-1)
    if (last && !isLoading) void load(last)
  }

  return { ...list, isLoading, error, loadOlder }
}
