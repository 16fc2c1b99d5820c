'use client'

import { ReadProblem } from '@/components/realtime/read-problem'
import { Alert } from '@/components/ui/alert'
import { SidePanel } from '@/components/ui/side-panel'
import { Skeleton } from '@/components/ui/skeleton'
import { DateTime } from '@/components/ui/time'
import { actorWords } from '@/lib/orders/desk-history'
import type { OrderPage } from '@/lib/orders/page-schema'
import { useOrder } from '@/lib/orders/use-order'
import type { Snapshot } from '@/lib/realtime/live-query'
import { AlsoOnOrder } from './also-on-order'
import { DrawerSection } from './drawer-section'
import { OrderFacts } from './order-facts'
import { OrderHistory } from './order-history'
import { OrderSteps } from './order-steps'
import { PaymentState } from './payment-state'
import { StatusBadge } from './status-badge'
import { TrackingForm } from './tracking-form'

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

type DetailsProps = { page: OrderPage; canWrite: boolean; onDirty: Props['onDirty'] }

function OrderDetails({ page, canWrite, onDirty }: DetailsProps) {
  return (
    <>
      <DrawerSection title="Next step">
        <OrderSteps order={page.order} canWrite={canWrite} />
      </DrawerSection>
      <DrawerSection title="Delivery">
        <TrackingForm page={page} canWrite={canWrite} lastActor={lastActor(page)} onDirty={onDirty} />
      </DrawerSection>
      <DrawerSection title="Order">
        <OrderFacts page={page} />
      </DrawerSection>
      <DrawerSection title="History">
        <OrderHistory events={page.events} />
      </DrawerSection>
    </>
  )
}

/** Who has made the version on screen: whoever caused the last event that is no payment. */
function lastActor({ events }: OrderPage): string {
  const last = events.findLast(({ kind }) => kind !== 'payment')
  return last ? actorWords(last) : 'Someone else'
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
