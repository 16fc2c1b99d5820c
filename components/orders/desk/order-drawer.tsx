'use client'

import dynamic from 'next/dynamic'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Alert } from '@/components/ui/alert'
import { SidePanel } from '@/components/ui/side-panel'
import { Skeleton } from '@/components/ui/skeleton'
import { DateTime } from '@/components/ui/time'
import type { OrderPage } from '@/lib/orders/page-schema'
import { useOrder } from '@/lib/orders/use-order'
import type { Snapshot } from '@/lib/realtime/live-query'
import { AlsoOnOrder } from './also-on-order'
import { PaymentState } from './payment-state'
import { StatusBadge } from './status-badge'

/** The map, the form and the history come when an order is opened, or before that once the page is at rest. */
export function loadOrderDetails() {
  return import('./order-details')
}

const OrderDetails = dynamic(async () => (await loadOrderDetails()).OrderDetails, {
  loading: () => <DrawerSkeleton />,
})

type Props = {
  orderId: string
  admin: { userId: string; name: string }
  initial: Snapshot<OrderPage> | undefined
  /** Something is typed that is not saved. */
  onDirty: (isDirty: boolean) => void
  onClose: () => void
}

/** One order beside the table: where it stands, what follows, where it is, and what has happened to it. Live. */
export function OrderDrawer({ orderId, admin, initial, onDirty, onClose }: Props) {
  const view = useOrder(admin.userId, orderId, initial && { initial })
  const { data, error, isLoading, status } = view
  const isGone = data === undefined && error?.code === 'not_found'

  return (
    <SidePanel
      title={data?.order.orderNumber ?? 'Order'}
      aside={data && <Standing page={data} />}
      onClose={onClose}
    >
      <div className="px-5 sm:px-6 *:not-empty:mt-4">
        <AlsoOnOrder orderId={orderId} name={admin.name} />
        {isGone ? (
          <Alert kind="warning" title="There is no such order">
            The address names an order that does not exist.
          </Alert>
        ) : (
          <ReadProblem view={view} what="order" />
        )}
      </div>
      {isLoading && <DrawerSkeleton />}
      {data && <OrderDetails page={data} canWrite={status !== 'offline'} onDirty={onDirty} />}
    </SidePanel>
  )
}

function Standing({ page: { order } }: { page: OrderPage }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-sm">
      <StatusBadge status={order.status} />
      <PaymentState order={order} />
      <DateTime value={order.createdAt} />
    </p>
  )
}

function DrawerSkeleton() {
  return (
    <div role="status" className="grid gap-3 p-5 sm:p-6">
      <span className="sr-only">Loading the order…</span>
      <Skeleton className="h-11" />
      <Skeleton className="h-64" />
      <Skeleton className="h-24" />
    </div>
  )
}
