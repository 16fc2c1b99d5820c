import { DeliveryMap } from '@/components/orders/map/delivery-map'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { OrderEvent } from '@/lib/orders/event-schema'
import type { Order } from '@/lib/orders/schema'
import { routeOf } from '@/lib/orders/tracking'

/** Where it is, on a map that nobody else is asked for. */
export function RouteCard({ order, events }: { order: Order; events: OrderEvent[] }) {
  return (
    <Card aria-labelledby="route-title">
      <CardHeader>
        <CardTitle id="route-title">On the map</CardTitle>
      </CardHeader>
      <CardContent>
        <DeliveryMap route={routeOf(order, events)} />
      </CardContent>
    </Card>
  )
}
