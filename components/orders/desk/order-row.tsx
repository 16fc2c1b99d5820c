import Link from 'next/link'
import type { MouseEvent } from 'react'
import type { Grid } from '@/components/ui/grid/use-grid'
import { DateTime, RelativeTime } from '@/components/ui/time'
import { formatCount, formatMoney } from '@/lib/format'
import type { DeskOrder } from '@/lib/orders/desk-schema'
import { PaymentState } from './payment-state'
import { StatusBadge } from './status-badge'

type Props = {
  order: DeskOrder
  href: string
  row: ReturnType<Grid['rowProps']>
  isOpen: boolean
  isNew: boolean
  isChanged: boolean
  onBoxClick: Grid['onBoxClick']
  onOpen: (orderId: string) => void
}

const CELL = 'px-2 py-2.5 align-middle sm:px-3 max-md:block max-md:p-0'

/** One order. The whole row opens it; the box in front chooses it. */
export function OrderRow({ order, href, row, isOpen, isNew, isChanged, onBoxClick, onOpen }: Props) {
  function open(event: MouseEvent) {
    // A new tab, a new window and a download are the link's own.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    // The box in front chooses.
    if (event.target instanceof Element && event.target.closest('label')) return
    event.preventDefault()
    onOpen(order.id)
  }

  return (
    <tr
      {...row}
      onClick={open}
      data-new={isNew || undefined}
      data-open={isOpen || undefined}
      className="group cursor-pointer border-b outline-none -outline-offset-2 transition-colors last:border-b-0 hover:bg-accent/50 focus-visible:outline-2 focus-visible:outline-ring aria-selected:bg-accent/70 data-open:bg-accent data-new:duration-[2500ms] data-new:starting:bg-accent max-md:grid max-md:grid-cols-[2.75rem_minmax(0,1fr)_auto] max-md:items-start max-md:gap-x-2 max-md:gap-y-1 max-md:px-1 max-md:py-3 max-md:pr-4"
    >
      <td className="w-14 px-1 align-middle max-md:row-span-3 max-md:block">
        <label className="grid size-11 cursor-pointer place-items-center">
          <span className="sr-only">Choose {order.orderNumber}</span>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={row['aria-selected']}
            onChange={noop}
            onClick={(event) => onBoxClick(order.id, event)}
            className="size-4.5 accent-primary"
          />
        </label>
      </td>
      <th scope="row" className={`${CELL} text-left font-normal`}>
        <Link
          href={href}
          tabIndex={-1}
          prefetch={false}
          className="block font-medium tabular-nums outline-none"
        >
          {order.orderNumber}
        </Link>
        <span className="block whitespace-nowrap text-muted-foreground">
          <RelativeTime value={order.createdAt} />
        </span>
      </th>
      <td className={`${CELL} max-md:col-start-2 max-md:row-start-2`}>
        <span className="block truncate md:max-w-40">{order.shipName}</span>
        <span className="block truncate text-muted-foreground md:max-w-40">
          {order.shipCity} · {formatCount(order.itemCount)} {order.itemCount === 1 ? 'item' : 'items'}
        </span>
      </td>
      <td className={`${CELL} max-md:col-start-3 max-md:row-start-1`}>
        <span
          key={order.status}
          data-changed={isChanged || undefined}
          className="inline-block rounded-full data-changed:transition-shadow data-changed:delay-500 data-changed:duration-1000 data-changed:starting:ring-4 data-changed:starting:ring-ring/60"
        >
          <StatusBadge status={order.status} />
        </span>
      </td>
      <td className={`${CELL} max-md:col-start-2 max-md:row-start-3`}>
        <PaymentState order={order} />
      </td>
      <td className={`${CELL} text-right font-medium tabular-nums max-md:col-start-3 max-md:row-start-3`}>
        {formatMoney(order.total, order.currency)}
      </td>
      <td className={`${CELL} whitespace-nowrap text-muted-foreground max-md:hidden`}>
        {order.eta === null ? '–' : <DateTime value={order.eta} />}
      </td>
    </tr>
  )
}

// React asks for it beside `checked`; the click has the keys that the change lacks.
function noop() {}
