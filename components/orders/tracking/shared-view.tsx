import { DeliveryMap } from '@/components/orders/map/delivery-map'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { DateTime } from '@/components/ui/time'
import type { SharedOrder } from '@/lib/orders/page-schema'
import { sharedRoute, statusChanges } from '@/lib/orders/tracking'
import { EtaCard } from './eta-card'
import { OrderItems } from './order-items'
import { PartnerCard } from './partner-card'
import { ProgressCard } from './progress-card'
import { StatusBadge } from './status-badge'

/** How an order gets on, without anything of its shopper. */
export function SharedView({ order, serverTime }: { order: SharedOrder; serverTime: string }) {
  const { orderNumber, status, events, items, deliveryPartnerName, deliveryPartnerPhone } = order
  return (
    <>
      <PageHeader
        title={`Order ${orderNumber}`}
        description={
          <span data-testid="order-status">
            <StatusBadge status={status} />
          </span>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 md:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <Card aria-labelledby="route-title">
            <CardHeader>
              <CardTitle id="route-title">On the map</CardTitle>
            </CardHeader>
            <CardContent>
              <DeliveryMap route={sharedRoute(order, events)} />
            </CardContent>
          </Card>
          <Card aria-labelledby="items-title">
            <CardHeader>
              <CardTitle id="items-title">Items</CardTitle>
            </CardHeader>
            <CardContent>
              <OrderItems items={items} />
            </CardContent>
          </Card>
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 max-md:order-first">
          <EtaCard
            status={status}
            statusChangedAt={order.statusChangedAt}
            eta={order.eta}
            prediction={order.prediction}
            serverTime={serverTime}
          />
          {deliveryPartnerName && <PartnerCard name={deliveryPartnerName} phone={deliveryPartnerPhone} />}
          <ProgressCard status={status} changes={statusChanges(events)} events={events} amount={null} />
        </div>
      </div>
      <p className="text-muted-foreground text-sm">
        This link works until <DateTime value={order.expiresAt} />.
      </p>
    </>
  )
}
