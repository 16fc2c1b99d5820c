import type { ReactNode } from 'react'
import { ShopNav } from '@/components/orders/shop/shop-nav'

/** Shop and cart are open to everyone (`lib/auth/open-pages.ts`); the pages of orders ask for a session themselves. */
export default function ShopLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <ShopNav />
      {children}
    </>
  )
}
