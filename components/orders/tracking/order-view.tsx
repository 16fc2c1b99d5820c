import { PaymentPanel } from '@/components/orders/payment/payment-panel'
import { Alert } from '@/components/ui/alert'
import type { OrderPage } from '@/lib/orders/page-schema'
import { canPay } from '@/lib/orders/rules'
import { statusChanges } from '@/lib/orders/tracking'
import { EtaCard } from './eta-card'
import { OrderHeader } from './order-header'
import { PartnerCard } from './partner-card'
import { ProgressCard } from './progress-card'
import { ReceiptCard } from './receipt-card'
import { RouteCard } from './route-card'

type Props = { page: OrderPage; serverTime: string; placed: 'yes' | 'pay' | null; canWrite: boolean }

/** All that a shopper sees of an order. On a phone the map follows the timeline; beside it on a wide screen. */
export function OrderView({ page, serverTime, placed, canWrite }: Props) {
  const { order, events, prediction } = page
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:gap-6">
      <OrderHeader page={page} canWrite={canWrite} />
      {placed === 'yes' && order.status === 'placed' && (
        <Alert kind="success" title="Thank you. Your order is placed.">
          This page follows it by itself, from the shelf to your door.
        </Alert>
      )}
      {canPay(order) && (
        <PaymentPanel
          order={order}
          serverTime={serverTime}
          startsOpen={placed === 'pay'}
          canWrite={canWrite}
        />
      )}
      {order.refundDue && (
        <Alert kind="info" title="Your payment will be refunded">
          The shop sends it back the way it came. This page says when it is done.
        </Alert>
      )}
      {order.note && (
        <Alert kind="info" title="A word from the shop">
          {order.note}
        </Alert>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:gap-6">
          <RouteCard order={order} events={events} />
          <ReceiptCard page={page} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 max-lg:order-first lg:gap-6">
          <EtaCard
            status={order.status}
            statusChangedAt={order.statusChangedAt}
            eta={order.eta}
            prediction={prediction}
            serverTime={serverTime}
          />
          {order.deliveryPartnerName && (
            <PartnerCard name={order.deliveryPartnerName} phone={order.deliveryPartnerPhone} />
          )}
          <ProgressCard
            status={order.status}
            changes={statusChanges(events)}
            events={events}
            amount={order}
          />
        </div>
      </div>
    </div>
  )
}
