'use client'

import { actorWords } from '@/lib/orders/desk-history'
import type { OrderPage } from '@/lib/orders/page-schema'
import { DrawerSection } from './drawer-section'
import { OrderFacts } from './order-facts'
import { OrderHistory } from './order-history'
import { OrderSteps } from './order-steps'
import { TrackingForm } from './tracking-form'

type Props = {
  page: OrderPage
  canWrite: boolean
  /** Something is typed that is not saved. */
  onDirty: (isDirty: boolean) => void
}

/** What can be done with an order, and all that is known of it. */
export function OrderDetails({ page, canWrite, onDirty }: Props) {
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
