import Link from 'next/link'
import { ProductPicture } from '@/components/orders/shop/product-picture'
import { formatMoney } from '@/lib/format'

export type ShownItem = {
  name: string
  quantity: number
  imagePath: string | null
  /** Where it is still sold. */
  slug?: string | null
  unitPrice?: number
}

/** What was ordered, as it was then; without prices for those whom they do not concern. */
export function OrderItems({ items, currency }: { items: ShownItem[]; currency?: string }) {
  return (
    <ul aria-label="Items" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {items.map(({ name, quantity, imagePath, slug, unitPrice }) => (
        <li key={name} className="flex items-center gap-4">
          <div className="size-14 shrink-0 overflow-hidden rounded-lg border">
            <ProductPicture imagePath={imagePath} />
          </div>
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium text-sm">
              {slug ? <Link href={`/shop/${slug}`}>{name}</Link> : name}
            </p>
            <p className="text-muted-foreground text-sm tabular-nums">
              {quantity}
              {unitPrice !== undefined && currency ? ` × ${formatMoney(unitPrice, currency)}` : ' ordered'}
            </p>
          </div>
          {unitPrice !== undefined && currency && (
            <p className="font-medium text-sm tabular-nums">{formatMoney(unitPrice * quantity, currency)}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
