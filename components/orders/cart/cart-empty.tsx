import { ShoppingCart } from 'lucide-react'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

export function CartEmpty() {
  return (
    <Card>
      <EmptyState
        icon={ShoppingCart}
        title="Your cart is empty"
        action={
          <Link href="/shop" className={buttonVariants()}>
            Look around the shop
          </Link>
        }
      >
        What you put into it stays here, also over a reload and while you sign in.
      </EmptyState>
    </Card>
  )
}
