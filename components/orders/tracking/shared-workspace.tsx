'use client'

import { ReadProblem } from '@/components/realtime/read-problem'
import type { SharedOrder } from '@/lib/orders/page-schema'
import { useSharedOrder } from '@/lib/orders/use-shared-order'
import type { Snapshot } from '@/lib/realtime/live-query'
import { LinkEnded } from './link-ended'
import { OrderSkeleton } from './order-skeleton'
import { SharedView } from './shared-view'

type Props = {
  token: string
  /** What the server read. */
  initial: Snapshot<SharedOrder>
  renderedAt: string
}

/** What whoever has the link sees. When the link ends, so does what it showed. */
export function SharedWorkspace({ token, initial, renderedAt }: Props) {
  const view = useSharedOrder(token, initial)
  if (view.error?.code === 'not_found') return <LinkEnded />

  return (
    <>
      <ReadProblem view={view} what="order" />
      {view.isLoading && <OrderSkeleton />}
      {view.data && <SharedView order={view.data} serverTime={view.asOf ?? renderedAt} />}
    </>
  )
}
