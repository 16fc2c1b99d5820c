import {
  ChartColumn,
  ChartLine,
  Database,
  type LucideIcon,
  MailCheck,
  Package,
  Users,
  WalletCards,
} from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { OverviewWorkspace } from '@/components/overview/overview-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'
import { serverEnv } from '@/lib/env.server'
import { getOverview } from '@/lib/overview/actions'

export const metadata: Metadata = { title: 'Administration' }

type Tile = { title: string; text: string; href: string; icon: LucideIcon }

const TILES: Tile[] = [
  {
    title: 'Creator credits',
    text: 'Find a creator, grant credits or correct a balance. Their screens follow at once.',
    href: '/admin/credits',
    icon: WalletCards,
  },
  {
    title: 'Plans',
    text: 'Make, change, withdraw and import investment plans. Active investments follow new terms.',
    href: '/admin/plans',
    icon: ChartLine,
  },
  {
    title: 'Orders',
    text: 'Follow orders as they come, move them on one by one or many at once, and say where they are.',
    href: '/admin/orders',
    icon: Package,
  },
  {
    title: 'Order analytics',
    text: 'Orders and revenue by day, how far orders get, and how long each stage takes.',
    href: '/admin/analytics',
    icon: ChartColumn,
  },
  {
    title: 'People',
    text: 'Everybody with an account, and who is a member, a teacher or an admin.',
    href: '/admin/users',
    icon: Users,
  },
  {
    title: 'Mails and pushes',
    text: 'What has left the app, what waits to be sent, and what has failed.',
    href: '/admin/notices',
    icon: MailCheck,
  },
]

export default async function AdminHomePage() {
  await requireRole('admin')
  const studioUrl = serverEnv().ROWCAST_STUDIO_URL
  const overview = await getOverview()

  return (
    <>
      <PageHeader
        title="Administration"
        description="What you change here is on every open screen at once."
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        {/* Before the feed on a phone, where it is the way to the pages; beside it where there is room. */}
        <nav aria-label="Administration pages" className="xl:order-last">
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-1">
            {TILES.map((tile) => (
              <TileCard key={tile.href} tile={tile} />
            ))}
            {studioUrl && <TileCard tile={{ ...STUDIO, href: studioUrl }} />}
          </ul>
        </nav>
        <OverviewWorkspace initial={overview.success ? overview : undefined} />
      </div>
    </>
  )
}

const STUDIO = {
  title: 'Studio',
  text: 'The tables themselves. A row edited there appears here like any other change.',
  icon: Database,
}

function TileCard({ tile: { title, text, href, icon: Icon } }: { tile: Tile }) {
  return (
    <li className="relative flex items-start gap-3 rounded-xl border bg-card p-4 text-card-foreground shadow-xs transition-colors focus-within:border-ring hover:border-ring max-sm:items-center">
      <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent text-accent-foreground">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <div className="grid min-w-0 gap-0.5">
        <h2 className="font-semibold text-sm tracking-tight">
          <Link href={href} className="outline-none after:absolute after:inset-0 after:rounded-xl">
            {title}
          </Link>
        </h2>
        <p className="text-pretty text-muted-foreground text-sm max-sm:hidden">{text}</p>
      </div>
    </li>
  )
}
