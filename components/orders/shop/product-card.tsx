'use client'

import Link from 'next/link'
import { LinkHint } from '@/components/ui/link-hint'
import { formatMoney } from '@/lib/format'
import type { Product } from '@/lib/orders/schema'
import { stockLevel } from '@/lib/orders/stock-words'
import { AddButton } from './add-button'
import { ProductPicture } from './product-picture'
import { StockBadge } from './stock-badge'

type Props = { product: Product; isUrgent?: boolean }

/** A product in the window: all of it leads to its page, except the button that puts it into the cart. */
export function ProductCard({ product, isUrgent = false }: Props) {
  const { slug, name, price, currency, imagePath, stock, category } = product
  const level = stockLevel(stock)
  return (
    <li className="group relative grid grid-rows-[auto_1fr] gap-3 rounded-xl border bg-card p-2.5 shadow-xs transition-shadow focus-within:shadow-md hover:shadow-md sm:p-3">
      <div className="overflow-hidden rounded-lg">
        <ProductPicture
          imagePath={imagePath}
          isFaded={level === 'none'}
          isUrgent={isUrgent}
          className="transition-transform duration-500 group-hover:scale-[1.04] motion-reduce:transition-none"
        />
      </div>
      {level !== 'plenty' && (
        <StockBadge stock={stock} className="absolute top-4.5 left-4.5 bg-card shadow-xs" />
      )}
      <div className="flex min-w-0 items-end gap-2 px-1 pb-1">
        <div className="flex min-w-0 flex-1 flex-col self-stretch">
          <p className="truncate text-muted-foreground text-xs">{category}</p>
          <h3 className="line-clamp-2 font-medium text-sm leading-5">
            <Link href={`/shop/${slug}`} className="rounded-sm after:absolute after:inset-0 after:rounded-xl">
              {name}
              <LinkHint />
            </Link>
          </h3>
          <p className="mt-auto pt-1 font-semibold tabular-nums">{formatMoney(price, currency)}</p>
        </div>
        <AddButton product={product} />
      </div>
    </li>
  )
}
