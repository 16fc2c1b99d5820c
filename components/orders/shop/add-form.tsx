'use client'

import { ShoppingCart } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonVariants } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { heldOf, roomFor } from '@/lib/orders/cart'
import { CART_IS_FULL } from '@/lib/orders/cart-words'
import type { Product } from '@/lib/orders/schema'
import { useCartStore } from '@/lib/orders/use-cart-store'
import { QuantityStepper } from './quantity-stepper'

/** How many, and into the cart. What is in the cart already counts towards what can be had. */
export function AddForm({ product }: { product: Product }) {
  const held = useCartStore(({ lines }) => heldOf(lines, product.id))
  const free = useCartStore(({ lines }) => roomFor(lines, product))
  const isRestored = useCartStore((cart) => cart.isRestored)
  const add = useCartStore((cart) => cart.add)
  const [wanted, setWanted] = useState(1)
  const quantity = Math.min(wanted, Math.max(1, free))

  function addAll() {
    add(product, quantity)
    setWanted(1)
    notify.success(`${product.name} is in your cart`, { id: `cart-${product.id}` })
  }

  if (product.stock === 0 && held === 0) {
    return (
      <p className="text-muted-foreground text-sm">
        Sold out for now. This page shows at once when it is back.
      </p>
    )
  }
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        {free > 0 && (
          <QuantityStepper name={product.name} value={quantity} most={free} onChange={setWanted} />
        )}
        <Button
          size="lg"
          disabled={!isRestored || free === 0}
          onClick={addAll}
          className="flex-1 sm:flex-none"
        >
          <ShoppingCart aria-hidden />
          {free === 0 ? 'No more to add' : 'Add to cart'}
        </Button>
      </div>
      {free === 0 && held === 0 && <p className="text-muted-foreground text-sm">{CART_IS_FULL}</p>}
      {held > 0 && (
        <p className="text-muted-foreground text-sm">
          {held} in your cart.{' '}
          <Link href="/cart" className={buttonVariants({ variant: 'link', className: 'h-auto px-0' })}>
            Go to the cart
          </Link>
        </p>
      )}
    </div>
  )
}
