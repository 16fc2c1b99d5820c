import { ChartLine, Coins, GraduationCap, type LucideIcon, Plane, ShoppingBag } from 'lucide-react'

export type System = {
  name: string
  /** For the narrow bar of a phone. */
  shortName: string
  icon: LucideIcon
  /** null while the system is yet to come: it is shown as such, and is no link. */
  href: string | null
  /** Where its other pages begin. */
  also?: readonly string[]
}

export const SYSTEMS: System[] = [
  { name: 'Credits', shortName: 'Credits', icon: Coins, href: '/credits' },
  { name: 'Plans', shortName: 'Plans', icon: ChartLine, href: '/plans' },
  {
    name: 'Shop & orders',
    shortName: 'Shop',
    icon: ShoppingBag,
    href: '/shop',
    also: ['/cart', '/checkout', '/orders'],
  },
  { name: 'Trips', shortName: 'Trips', icon: Plane, href: null },
  { name: 'Learning', shortName: 'Learn', icon: GraduationCap, href: null },
]
