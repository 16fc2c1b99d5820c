import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { formatMoney } from '@/lib/format'
import type { OrderPage } from '@/lib/orders/page-schema'
import { paymentBadge } from '@/lib/orders/payment-words'
import { OrderItems } from './order-items'

/** What was ordered, what it cost, how it is paid and where it goes. */
export function ReceiptCard({ page: { order, items } }: { page: OrderPage }) {
  const payment = paymentBadge(order)
  return (
    <Card aria-labelledby="receipt-title">
      <CardHeader>
        <CardTitle id="receipt-title">Items</CardTitle>
      </CardHeader>
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <OrderItems
          currency={order.currency}
          items={items.map(({ isActive, slug, ...item }) => ({ ...item, slug: isActive ? slug : null }))}
        />
        <dl className="grid grid-cols-[1fr_auto] gap-y-2 border-t pt-4 text-sm tabular-nums [&_dd]:pl-4 [&_dd]:text-right">
          <dt className="text-muted-foreground">Items</dt>
          <dd>{formatMoney(order.subtotal, order.currency)}</dd>
          <dt className="text-muted-foreground">Delivery</dt>
          <dd>Free</dd>
          <dt className="border-t pt-3 font-semibold text-base">Total</dt>
          <dd className="border-t pt-3 font-semibold text-base">
            {formatMoney(order.total, order.currency)}
          </dd>
        </dl>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 border-t pt-4 text-sm sm:grid-cols-2">
          <section aria-labelledby="ship-title" className="grid content-start gap-1">
            <h3 id="ship-title" className="text-muted-foreground">
              Goes to
            </h3>
            <address className="wrap-anywhere whitespace-pre-line not-italic leading-6">
              {order.shipName}
              {'\n'}
              {order.shipAddress}
              {'\n'}
              {order.shipPostcode} {order.shipCity}
              {'\n'}
              {order.shipPhone}
            </address>
          </section>
          <section aria-labelledby="paid-title" className="grid content-start gap-1">
            <h3 id="paid-title" className="text-muted-foreground">
              Payment
            </h3>
            <p className="flex flex-wrap items-center gap-2">
              {order.paymentMethod === 'cod' ? 'Cash on delivery' : 'Online'}
              <Badge variant={payment.variant}>{payment.label}</Badge>
            </p>
            {order.razorpayPaymentId && (
              <p className="wrap-anywhere font-mono text-muted-foreground text-xs">
                {order.razorpayPaymentId}
              </p>
            )}
          </section>
        </div>
      </CardContent>
    </Card>
  )
}
