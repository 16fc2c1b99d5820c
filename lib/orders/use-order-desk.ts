'use client'

import { useRef } from 'react'
import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { type Arrivals, arrivedSince } from './arrivals'
import type { OrderDesk } from './desk-schema'
import type { DeskArgs } from './inputs'
import { orderDesk } from './live'

/** The administrators' table; `onArrival` hears of orders that come while one looks, also of those on another page. */
export function useOrderDesk(
  args: DeskArgs,
  initial: Snapshot<OrderDesk> | undefined,
  onArrival: (arrivals: Arrivals) => void,
): LiveView<OrderDesk> {
  const known = useRef(initial?.data.intake.orderCount)
  return useLiveQuery(orderDesk, args, {
    ...(initial && { initial }),
    onUpdate({ intake }) {
      const arrivals = known.current === undefined ? null : arrivedSince(known.current, intake)
      known.current = Math.max(known.current ?? 0, intake.orderCount)
      if (arrivals !== null) onArrival(arrivals)
    },
  })
}
