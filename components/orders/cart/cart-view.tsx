'use client'

import Link from 'next/link'
import { ReadProblem } from '@/components/realtime/read-problem'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { checkCart } from '@/lib/orders/cart'
import type { Product } from '@/lib/orders/schema'
import { useCartStore } from '@/lib/orders/use-cart-store'
import { useProducts } from '@/lib/orders/use-products'
import type { Snapshot } from '@/lib/realtime/live-query'
import { CartEmpty } from './cart-empty'
import { CartLineRow } from './cart-line-row'
import { CartNotice } from './cart-notice'
import { CartSkeleton } from './cart-skeleton'
import { CartSummary } from './cart-summary'

type Props = { initial: Snapshot<Product[]> | undefined; isSignedIn: boolean }

/** The cart of this browser beside what the shop has now. */
export function CartView({ initial, isSignedIn }: Props) {
  const view = useProducts({ ...(initial && { initial }) })
  const lines = useCartStore((cart) => cart.lines)
  const isRestored = useCartStore((cart) => cart.isRestored)

  return (
    <>
      <ReadProblem view={view} what="products" />
      {(view.isLoading || !isRestored) && <CartSkeleton />}
      {isRestored && lines.length === 0 && <CartEmpty />}
      {isRestored && lines.length > 0 && view.data && <Filled products={view.data} isSignedIn={isSignedIn} />}
    </>
  )
}

function Filled({ products, isSignedIn }: { products: Product[]; isSignedIn: boolean }) {
  const lines = useCartStore((store) => store.lines)
  const cart = checkCart(lines, products)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <CartNotice cart={cart} products={products} />
        <Card>
          <ul aria-label="In the cart">
            {cart.lines.map((line) => (
              <CartLineRow key={line.productId} line={line} />
            ))}
          </ul>
        </Card>
      </div>
      <CartSummary cart={cart}>
        <Link
          href="/checkout"
          aria-disabled={!cart.isReady}
          tabIndex={cart.isReady ? undefined : -1}
          className={cn(buttonVariants({ size: 'lg' }), 'w-full')}
        >
          {isSignedIn ? 'Check out' : 'Sign in and check out'}
        </Link>
        <p className="text-pretty text-muted-foreground text-sm">
          {isSignedIn
            ? 'Nothing is reserved until you place the order.'
            : 'Your cart stays as it is while you sign in.'}
        </p>
      </CartSummary>
    </div>
  )
}
