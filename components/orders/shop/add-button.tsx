'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { mostOf } from '@/lib/orders/cart'
import type { Product } from '@/lib/orders/schema'
import { useCartStore } from '@/lib/orders/use-cart-store'

/** Puts one piece into the cart, and says how many are in it. */
export function AddButton({ product }: { product: Product }) {
  const held = useCartStore(
    ({ lines }) => lines.find(({ productId }) => productId === product.id)?.quantity ?? 0,
  )
  const isRestored = useCartStore((cart) => cart.isRestored)
  const add = useCartStore((cart) => cart.add)
  const isFull = held >= mostOf(product)

  function addOne() {
    add(product)
    notify.success(`${product.name} is in your cart`, { id: `cart-${product.id}` })
  }

  return (
    <Button
      variant={held > 0 ? 'primary' : 'secondary'}
      size="icon"
      disabled={!isRestored || isFull}
      aria-label={
        held > 0 ? `Add another ${product.name}, ${held} in the cart` : `Add ${product.name} to the cart`
      }
      onClick={addOne}
      className="relative z-[1] rounded-full"
    >
      {held > 0 ? <span className="font-semibold tabular-nums">{held}</span> : <Plus aria-hidden />}
    </Button>
  )
}
