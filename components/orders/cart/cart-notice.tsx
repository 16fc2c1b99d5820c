'use client'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import type { CheckedCart } from '@/lib/orders/cart'
import type { Product } from '@/lib/orders/schema'
import { useCartStore } from '@/lib/orders/use-cart-store'

type Props = { cart: CheckedCart; products: Product[] }

/** Something in the cart is not as it was: said before anything is ordered, and mended by one press. */
export function CartNotice({ cart, products }: Props) {
  const accept = useCartStore((store) => store.accept)
  if (cart.isReady || cart.lines.length === 0) return null
  return (
    <Alert
      kind="warning"
      title="Your cart has changed"
      className="flex-wrap"
      action={
        <Button variant="outline" size="sm" onClick={() => accept(products)}>
          Update the cart
        </Button>
      }
    >
      Stock or prices have moved since you filled it. See what is marked, or take it as it is now.
    </Alert>
  )
}
