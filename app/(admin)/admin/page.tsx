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
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'
import { serverEnv } from '@/lib/env.server'

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

  return (
    <>
      <PageHeader
        title="Administration"
        description="What you change here is on every open screen at once."
      />
      <ul className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
        {TILES.map((tile) => (
          <li key={tile.href}>
            <TileCard tile={tile} />
          </li>
        ))}
        {studioUrl && (
          <li>
            <TileCard
              tile={{
                title: 'Studio',
                text: 'The tables themselves. A row edited there appears here like any other change.',
                href: studioUrl,
                icon: Database,
              }}
            />
          </li>
        )}
      </ul>
    </>
  )
}

function TileCard({ tile: { title, text, href, icon: Icon } }: { tile: Tile }) {
  return (
    <Card className="relative flex h-full flex-col gap-4 p-6 transition-colors focus-within:border-ring hover:border-ring">
      <span className="grid size-10 place-items-center rounded-lg bg-accent text-accent-foreground">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="grid gap-1">
        <h2 className="font-semibold tracking-tight">
          <Link href={href} className="outline-none after:absolute after:inset-0 after:rounded-xl">
            {title}
          </Link>
        </h2>
        <p className="text-pretty text-muted-foreground text-sm">{text}</p>
      </div>
    </Card>
  )
}
