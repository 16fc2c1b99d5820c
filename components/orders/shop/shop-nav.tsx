'use client'

import { Package, ShoppingCart, Store } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { LinkHint } from '@/components/ui/link-hint'
import { countPieces } from '@/lib/orders/cart'
import { useCartStore } from '@/lib/orders/use-cart-store'
import { useCartSync } from '@/lib/orders/use-cart-sync'

/** The ways through the shop, above each of its pages. */
export function ShopNav() {
  useCartSync()
  const count = useCartStore(({ lines }) => countPieces(lines))

  return (
    <nav aria-label="Shop" className="-mb-2 flex gap-1 border-b">
      <Tab href="/shop">
        <Store aria-hidden />
        Products
      </Tab>
      <Tab href="/orders">
        <Package aria-hidden />
        Orders
      </Tab>
      <Tab href="/cart" also="/checkout" className="ml-auto">
        <ShoppingCart aria-hidden />
        Cart
        {count > 0 && (
          <span
            key={count}
            data-testid="cart-count"
            className="grid min-w-5 place-items-center rounded-full bg-primary px-1.5 font-semibold text-primary-foreground text-xs tabular-nums leading-5 transition-[scale] duration-500 starting:scale-150 motion-reduce:transition-none"
          >
            <span className="sr-only">, </span>
            {count}
            <span className="sr-only"> pieces</span>
          </span>
        )}
      </Tab>
    </nav>
  )
}

type TabProps = { href: string; also?: string; className?: string; children: ReactNode }

function Tab({ href, also, className, children }: TabProps) {
  const pathname = usePathname()
  const isCurrent = isBelow(pathname, href) || (also !== undefined && isBelow(pathname, also))
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        '-mb-px flex h-11 items-center gap-2 whitespace-nowrap border-b-2 px-3 font-medium text-sm transition-colors [&_svg]:size-4',
        isCurrent
          ? 'border-primary text-foreground'
          : 'border-transparent text-muted-foreground hover:text-foreground',
        className,
      )}
    >
      {children}
      <LinkHint />
    </Link>
  )
}

function isBelow(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
