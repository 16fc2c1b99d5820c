'use client'

import { Package } from 'lucide-react'
import Link from 'next/link'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Button, buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { MyOrders } from '@/lib/orders/schema'
import { useMyOrders } from '@/lib/orders/use-my-orders'
import { useOlderOrders } from '@/lib/orders/use-older-orders'
import type { Snapshot } from '@/lib/realtime/live-query'
import { OrderCard } from './order-card'
import { OrdersSkeleton } from './orders-skeleton'

type Props = { userId: string; initial: Snapshot<MyOrders> | undefined }

/** The shopper's orders, the newest first and live; older ones are fetched when asked for. */
export function OrdersWorkspace({ userId, initial }: Props) {
  const view = useMyOrders(userId, { ...(initial && { initial }) })

  return (
    <>
      <ReadProblem view={view} what="orders" />
      {view.isLoading && <OrdersSkeleton />}
      {view.data && <List userId={userId} newest={view.data} />}
    </>
  )
}

function List({ userId, newest }: { userId: string; newest: MyOrders }) {
  const { orders, hasMore, isLoading, error, loadOlder } = useOlderOrders(userId, newest)
  if (orders.length === 0) return <Nothing />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ul aria-label="Orders" className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
      </ul>
      {hasMore && (
        <div className="grid justify-items-center gap-1">
          <Button variant="outline" aria-busy={isLoading} onClick={loadOlder}>
            {isLoading ? 'Loading…' : 'Load older'}
          </Button>
          {error && (
            <p role="alert" className="text-destructive text-sm">
              {error.message}
            </p>
          )}
        </div>
      )}
    </div>
  )
}

function Nothing() {
  return (
    <Card>
      <EmptyState
        icon={Package}
        title="No orders yet"
        action={
          <Link href="/shop" className={buttonVariants()}>
            Look around the shop
          </Link>
        }
      >
        What you order appears here, and follows by itself until it is at your door.
      </EmptyState>
    </Card>
  )
}
