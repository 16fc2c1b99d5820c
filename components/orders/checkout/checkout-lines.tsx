import { ProductPicture } from '@/components/orders/shop/product-picture'
import { formatMoney } from '@/lib/format'
import type { CheckedLine } from '@/lib/orders/cart'

/** What is about to be ordered, in small. */
export function CheckoutLines({ lines }: { lines: CheckedLine[] }) {
  return (
    <ul aria-label="To be ordered" className="grid grid-cols-[minmax(0,1fr)] gap-2.5 border-t pt-4">
      {lines.map(({ productId, name, quantity, product, total }) => (
        <li key={productId} className="flex items-center gap-3 text-sm">
          <div className="size-10 shrink-0 overflow-hidden rounded-md border">
            <ProductPicture imagePath={product?.imagePath ?? null} isFaded={product?.stock === 0} />
          </div>
          <span className="min-w-0 flex-1 truncate">
            {quantity} × {product?.name ?? name}
          </span>
          <span className="tabular-nums">{product ? formatMoney(total, product.currency) : '–'}</span>
        </li>
      ))}
    </ul>
  )
}
