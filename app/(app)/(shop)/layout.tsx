import type { ReactNode } from 'react'
import { ShopNav } from '@/components/orders/shop/shop-nav'
import { NeedsScript } from '@/components/ui/needs-script'

/** Shop and cart are open to everyone (`lib/auth/open-pages.ts`); the pages of orders ask for a session themselves. */
export default function ShopLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <ShopNav />
      <NeedsScript>You can look around. The cart, the checkout and orders need it.</NeedsScript>
      {children}
    </>
  )
}
