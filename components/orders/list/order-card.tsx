import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { ProductPicture } from '@/components/orders/shop/product-picture'
import { StatusBadge } from '@/components/orders/tracking/status-badge'
import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/time'
import { formatMoney } from '@/lib/format'
import { countPieces } from '@/lib/orders/cart'
import { piecesWords } from '@/lib/orders/cart-words'
import { canPay } from '@/lib/orders/rules'
import type { MyOrder } from '@/lib/orders/schema'
import { StageBar } from './stage-bar'

const PICTURES = 4

/** An order in the list: what is in it, what it cost and how far it is. */
export function OrderCard({ order }: { order: MyOrder }) {
  const { id, orderNumber, status, items, total, currency, createdAt } = order
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)] gap-4 rounded-xl border bg-card p-4 shadow-xs transition-shadow focus-within:shadow-md hover:shadow-md sm:p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <StatusBadge status={status} />
        {canPay(order) && <Badge variant="warning">Payment open</Badge>}
        {order.refundDue && <Badge variant="info">Refund on its way</Badge>}
        <p className="ml-auto font-semibold tabular-nums">{formatMoney(total, currency)}</p>
      </div>
      <div className="flex items-center gap-4">
        <ul aria-hidden className="flex shrink-0 -space-x-5 sm:-space-x-3">
          {items.slice(0, PICTURES).map(({ productId, imagePath }) => (
            <li
              key={productId}
              className="size-12 shrink-0 overflow-hidden sm:size-14 rounded-lg border bg-card shadow-xs"
            >
              <ProductPicture imagePath={imagePath} />
            </li>
          ))}
        </ul>
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-medium text-sm">
            <Link href={`/orders/${id}`} className="rounded-sm after:absolute after:inset-0 after:rounded-xl">
              {titleOf(items)}
            </Link>
          </h2>
          <p className="text-muted-foreground text-sm">
            {orderNumber} · {piecesWords(countPieces(items))} · <DateTime value={createdAt} />
          </p>
        </div>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      </div>
      <StageBar status={status} />
    </li>
  )
}

function titleOf(items: MyOrder['items']): string {
  const [first] = items
  if (!first) return 'Order'
  return items.length === 1 ? first.name : `${first.name} and ${items.length - 1} more`
}
