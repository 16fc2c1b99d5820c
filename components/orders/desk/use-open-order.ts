'use client'

import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { deskPath } from '@/lib/orders/desk-path'
import type { DeskArgs } from '@/lib/orders/inputs'

/** Where one wants to go: to another order, or (null) back to the table alone. */
type Wish = { orderId: string | null }

/**
 * Which order is open beside the table. It is in the address, so that a link and the way back lead to it. What was
 * typed and not saved is not left without asking, not by the way back either.
 */
export function useOpenOrder(args: DeskArgs) {
  const addressId = useSearchParams().get('order')
  const [openId, setOpenId] = useState(addressId)
  const [isDirty, setIsDirty] = useState(false)
  const [asked, setAsked] = useState<Wish | null>(null)
  const hasLeft = addressId !== openId
  if (hasLeft && !isDirty) setOpenId(addressId)

  function go({ orderId }: Wish) {
    setAsked(null)
    setIsDirty(false)
    // The list stays as it is: nothing of it has to be asked of the server again.
    if (orderId !== addressId) window.history.pushState(null, '', deskPath(args, orderId))
  }

  function wish(orderId: string | null) {
    if (orderId === openId) return
    if (isDirty && openId !== null) setAsked({ orderId })
    else go({ orderId })
  }

  function stay() {
    setAsked(null)
    if (hasLeft) window.history.pushState(null, '', deskPath(args, openId))
  }

  const wanted = asked ?? (hasLeft && isDirty ? { orderId: addressId } : null)
  return {
    openId,
    setIsDirty,
    open: (orderId: string) => wish(orderId),
    close: () => wish(null),
    /** Set while it is asked whether to give up what was typed. */
    question: wanted && { giveUp: () => go(wanted), stay },
  }
}
