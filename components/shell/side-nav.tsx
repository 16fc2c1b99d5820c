import {
  ChartColumn,
  ChartLine,
  LayoutDashboard,
  type LucideIcon,
  MailCheck,
  Package,
  Users,
  WalletCards,
} from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Logo } from './logo'
import { SideNavLink } from './side-nav-link'
import { SYSTEMS, type System } from './systems'

const ADMIN_PAGES: { name: string; href: string; icon: LucideIcon; isExact?: boolean }[] = [
  { name: 'Overview', href: '/admin', icon: LayoutDashboard, isExact: true },
  { name: 'Creator credits', href: '/admin/credits', icon: WalletCards },
  { name: 'Investment plans', href: '/admin/plans', icon: ChartLine },
  { name: 'Orders', href: '/admin/orders', icon: Package },
  { name: 'Order analytics', href: '/admin/analytics', icon: ChartColumn },
  { name: 'Mails and pushes', href: '/admin/notices', icon: MailCheck },
  { name: 'People', href: '/admin/users', icon: Users },
]

/** The navigation of wide screens; phones have `BottomNav`. */
export function SideNav({ isAdmin }: { isAdmin: boolean }) {
  return (
    <aside className="sticky top-0 hidden h-dvh w-64 shrink-0 flex-col gap-8 overflow-y-auto border-r px-4 pt-2.5 pb-5 lg:flex">
      <Link
        href="/"
        className="inline-flex h-11 w-fit items-center rounded-md px-1.5"
        aria-label="Rowcast, start page"
      >
        <Logo />
      </Link>
      <nav aria-label="Systems" className="grid gap-1">
        {SYSTEMS.map((system) => (
          <SystemItem key={system.name} system={system} />
        ))}
      </nav>
      {isAdmin && (
        <nav aria-labelledby="admin-nav" className="grid gap-1">
          <h2 id="admin-nav" className="px-3 pb-1 font-medium text-muted-foreground text-xs">
            Administration
          </h2>
          {ADMIN_PAGES.map(({ name, href, icon: Icon, isExact }) => (
            <SideNavLink key={href} href={href} isExact={isExact}>
              <Icon aria-hidden />
              {name}
            </SideNavLink>
          ))}
        </nav>
      )}
    </aside>
  )
}

function SystemItem({ system: { name, href, also, icon: Icon } }: { system: System }) {
  if (href === null) {
    return (
      <span className="flex h-11 items-center gap-3 px-3 font-medium text-muted-foreground text-sm [&_svg]:size-4.5">
        <Icon aria-hidden className="opacity-60" />
        {name}
        <Badge variant="outline" className="ml-auto">
          Soon
        </Badge>
      </span>
    )
  }
  return (
    <SideNavLink href={href} also={also}>
      <Icon aria-hidden />
      {name}
    </SideNavLink>
  )
}
