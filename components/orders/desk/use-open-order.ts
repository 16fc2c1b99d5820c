'use client'

import { useSearchParams } from 'next/navigation'
import { deskPath } from '@/lib/orders/desk-path'
import type { DeskArgs } from '@/lib/orders/inputs'

/** Which order is open beside the table. It is in the address, so that a link and the way back lead to it. */
export function useOpenOrder(args: DeskArgs) {
  const openId = useSearchParams().get('order')
  return {
    openId,
    /** The list stays as it is: nothing of it has to be asked of the server again. */
    open(orderId: string) {
      if (orderId !== openId) window.history.pushState(null, '', deskPath(args, orderId))
    },
    close() {
      window.history.pushState(null, '', deskPath(args))
    },
  }
}
