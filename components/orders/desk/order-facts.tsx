import { MapPin, Phone, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatMoney } from '@/lib/format'
import type { OrderPage } from '@/lib/orders/page-schema'

/** What was ordered, and where it goes. */
export function OrderFacts({ page: { order, items, shopper } }: { page: OrderPage }) {
  return (
    <div className="grid gap-5">
      <ul className="grid gap-2 text-sm">
        {items.map((item) => (
          <li key={item.productId} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0">
              <span className="text-muted-foreground tabular-nums">{item.quantity} ×</span> {item.name}
            </span>
            <span className="shrink-0 tabular-nums">
              {formatMoney(item.unitPrice * item.quantity, order.currency)}
            </span>
          </li>
        ))}
        <li className="flex items-baseline justify-between gap-4 border-t pt-2 font-medium">
          <span>Total</span>
          <span className="tabular-nums">{formatMoney(order.total, order.currency)}</span>
        </li>
      </ul>
      <dl className="grid gap-2.5 text-sm">
        <Fact icon={<User aria-hidden />} name="Shopper">
          {order.shipName}
          {shopper?.email && <span className="block truncate text-muted-foreground">{shopper.email}</span>}
        </Fact>
        <Fact icon={<Phone aria-hidden />} name="Phone">
          <a
            href={`tel:${order.shipPhone.replace(/[^\d+]/g, '')}`}
            className="underline underline-offset-4 hover:no-underline"
          >
            {order.shipPhone}
          </a>
        </Fact>
        <Fact icon={<MapPin aria-hidden />} name="Address">
          <span className="whitespace-pre-line">{order.shipAddress}</span>
          <span className="block">
            {order.shipPostcode} {order.shipCity}
          </span>
        </Fact>
      </dl>
    </div>
  )
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground">
      <dt>
        {icon}
        <span className="sr-only">{name}</span>
      </dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  )
}
