'use client'

import { PackageX } from 'lucide-react'
import Link from 'next/link'
import { ReadProblem } from '@/components/realtime/read-problem'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { OrderPage } from '@/lib/orders/page-schema'
import { useOrder } from '@/lib/orders/use-order'
import type { Snapshot } from '@/lib/realtime/live-query'
import { OrderSkeleton } from './order-skeleton'
import { OrderView } from './order-view'

type Props = {
  userId: string
  orderId: string
  initial: Snapshot<OrderPage> | undefined
  renderedAt: string
  /** Just placed, and perhaps to be paid at once. */
  placed: 'yes' | 'pay' | null
}

/** The page of an order: it follows whatever happens to it. */
export function OrderWorkspace({ userId, orderId, initial, renderedAt, placed }: Props) {
  const view = useOrder(userId, orderId, { ...(initial && { initial }) })
  const isUnknown = view.error?.code === 'not_found'

  return (
    <>
      {!isUnknown && <ReadProblem view={view} what="order" />}
      {view.isLoading && <OrderSkeleton />}
      {isUnknown && !view.data && <Unknown />}
      {view.data && (
        <OrderView
          page={view.data}
          serverTime={view.asOf ?? renderedAt}
          placed={placed}
          canWrite={view.status !== 'offline'}
        />
      )}
    </>
  )
}

function Unknown() {
  return (
    <Card>
      <EmptyState
        icon={PackageX}
        title="There is no such order"
        action={
          <Link href="/orders" className={buttonVariants({ variant: 'outline' })}>
            My orders
          </Link>
        }
      >
        It may belong to another account.
      </EmptyState>
    </Card>
  )
}
