'use client'

import { useRef } from 'react'
import { notify } from '@/components/ui/notify'
import { formatCount, formatMoney } from '@/lib/format'
import { type Arrivals, type Told, tell } from '@/lib/orders/arrivals'

/** Says that orders have come: one toast for a rush of them, without a sound. */
export function useArrivalToast(): (arrivals: Arrivals) => void {
  const told = useRef<Told | null>(null)
  return ({ count, latest }) => {
    told.current = tell(told.current, count, performance.now())
    const total = told.current.count
    const which = `${latest.orderNumber} · ${latest.shipName} · ${formatMoney(latest.total, latest.currency)}`
    notify.info(total === 1 ? 'A new order' : `${formatCount(total)} new orders`, {
      description: total === 1 ? which : `The latest: ${which}`,
      id: 'new-orders',
    })
  }
}
