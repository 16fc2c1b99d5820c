'use client'

import { useState } from 'react'
import { CartEmpty } from '@/components/orders/cart/cart-empty'
import { CartSkeleton } from '@/components/orders/cart/cart-skeleton'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Alert } from '@/components/ui/alert'
import { checkCart } from '@/lib/orders/cart'
import type { Product } from '@/lib/orders/schema'
import { useCartStore } from '@/lib/orders/use-cart-store'
import { useProducts } from '@/lib/orders/use-products'
import type { Snapshot } from '@/lib/realtime/live-query'
import { CheckoutForm } from './checkout-form'
import type { OnlinePayment } from './payment-choice'

type Props = { initial: Snapshot<Product[]> | undefined; displayName: string; onlinePayment: OnlinePayment }

/** From the cart to an order. Prices and stock go on being live while one types. */
export function CheckoutView({ initial, displayName, onlinePayment }: Props) {
  const view = useProducts({ ...(initial && { initial }) })
  const lines = useCartStore((cart) => cart.lines)
  const isRestored = useCartStore((cart) => cart.isRestored)
  const [isPlaced, setIsPlaced] = useState(false)

  // The cart is empty now, and the page of the order may take its time.
  if (isPlaced)
    return (
      <Alert kind="success" title="Your order is placed">
        Its page is on its way…
      </Alert>
    )
  return (
    <>
      <ReadProblem view={view} what="products" />
      {(view.isLoading || !isRestored) && <CartSkeleton />}
      {isRestored && lines.length === 0 && <CartEmpty />}
      {isRestored && lines.length > 0 && view.data && (
        <CheckoutForm
          cart={checkCart(lines, view.data)}
          products={view.data}
          displayName={displayName}
          onlinePayment={onlinePayment}
          isOffline={view.status === 'offline'}
          onPlaced={() => setIsPlaced(true)}
          onRefusal={view.refetch}
        />
      )}
    </>
  )
}
