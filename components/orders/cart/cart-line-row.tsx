'use client'

import { Trash2, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { ProductPicture } from '@/components/orders/shop/product-picture'
import { QuantityStepper } from '@/components/orders/shop/quantity-stepper'
import { Button } from '@/components/ui/button'
import { formatMoney } from '@/lib/format'
import { type CheckedLine, mostOf } from '@/lib/orders/cart'
import { problemWords } from '@/lib/orders/cart-words'
import { useCartStore } from '@/lib/orders/use-cart-store'

/** Something in the cart: how many, what they cost, and what has happened to it meanwhile. */
export function CartLineRow({ line }: { line: CheckedLine }) {
  const { productId, name, quantity, product, problems, total } = line
  const setQuantity = useCartStore((cart) => cart.setQuantity)
  const remove = useCartStore((cart) => cart.remove)
  const isHad = product !== null && product.stock > 0

  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-4 border-b p-4 last:border-b-0 sm:grid-cols-[6rem_minmax(0,1fr)] sm:px-6">
      <div className="self-start overflow-hidden rounded-lg border">
        <ProductPicture imagePath={product?.imagePath ?? null} isFaded={!isHad} />
      </div>
      <div className="grid content-between gap-3">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <p className="font-medium text-sm sm:text-base">
              {product ? <Link href={`/shop/${product.slug}`}>{product.name}</Link> : name}
            </p>
            {product && (
              <p className="text-muted-foreground text-sm tabular-nums">
                {formatMoney(product.price, product.currency)} each
              </p>
            )}
          </div>
          <p className="font-semibold tabular-nums">
            {product && isHad ? formatMoney(total, product.currency) : '–'}
          </p>
        </div>
        <Problems line={line} />
        <div className="flex items-center justify-between gap-3">
          {isHad ? (
            <QuantityStepper
              name={product.name}
              value={quantity}
              most={mostOf(product)}
              onChange={(next) => setQuantity(productId, Math.min(next, mostOf(product)))}
            />
          ) : (
            <span className="text-muted-foreground text-sm">{quantity} wanted</span>
          )}
          <Button variant="ghost" size="icon" aria-label={`Remove ${name}`} onClick={() => remove(productId)}>
            <Trash2 aria-hidden />
          </Button>
        </div>
      </div>
      {problems.length > 0 && <span className="sr-only">This line needs your attention.</span>}
    </li>
  )
}

function Problems({ line }: { line: CheckedLine }) {
  return (
    <div role="status" className="grid gap-1 empty:hidden">
      {line.problems.map((problem) => (
        <p key={problem.kind} className="flex items-start gap-1.5 font-medium text-sm text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {problemWords(problem, line)}
        </p>
      ))}
    </div>
  )
}
