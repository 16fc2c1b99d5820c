import type { Metadata } from 'next'
import { CartView } from '@/components/orders/cart/cart-view'
import { PageHeader } from '@/components/ui/page-header'
import { getIdentity } from '@/lib/auth/session.server'
import { getShop } from '@/lib/orders/actions'

export const metadata: Metadata = { title: 'Cart' }

export default async function CartPage() {
  const [identity, products] = await Promise.all([getIdentity(), getShop()])
  return (
    <>
      <PageHeader title="Cart" />
      <CartView initial={products.success ? products : undefined} isSignedIn={identity !== null} />
    </>
  )
}
