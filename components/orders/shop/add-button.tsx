'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { heldOf, mostOf, roomFor } from '@/lib/orders/cart'
import { CART_IS_FULL } from '@/lib/orders/cart-words'
import type { Product } from '@/lib/orders/schema'
import { useCartStore } from '@/lib/orders/use-cart-store'

/** Puts one piece into the cart, and says how many are in it. */
export function AddButton({ product }: { product: Product }) {
  const held = useCartStore(({ lines }) => heldOf(lines, product.id))
  const room = useCartStore(({ lines }) => roomFor(lines, product))
  const isRestored = useCartStore((cart) => cart.isRestored)
  const add = useCartStore((cart) => cart.add)

  function addOne() {
    add(product)
    notify.success(`${product.name} is in your cart`, { id: `cart-${product.id}` })
  }

  return (
    <Button
      variant={held > 0 ? 'primary' : 'secondary'}
      size="icon"
      disabled={!isRestored || room === 0}
      aria-label={
        held > 0 ? `Add another ${product.name}, ${held} in the cart` : `Add ${product.name} to the cart`
      }
      title={room === 0 && held < mostOf(product) ? CART_IS_FULL : undefined}
      onClick={addOne}
      className="relative z-[1] rounded-full"
    >
      {held > 0 ? <span className="font-semibold tabular-nums">{held}</span> : <Plus aria-hidden />}
    </Button>
  )
}
