import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { formatCount } from '@/lib/format'
import type { Overview } from '@/lib/overview/schema'

/** How much there is of everything; each number leads to where it comes from. */
export function CountsRow({ counts }: { counts: Overview['counts'] }) {
  return (
    <Card aria-label="How much there is" className="overflow-hidden">
      <ul className="-mt-px -ml-px grid grid-cols-2 sm:grid-cols-3">
        <Figure name="Orders to confirm" value={counts.ordersToConfirm} href="/admin/orders?status=placed" />
        <Figure name="Orders on their way" value={counts.ordersOnTheirWay} href="/admin/orders" />
        <Figure name="Credits in accounts" value={counts.credits} href="/admin/credits" />
        <Figure name="Plans on offer" value={counts.plansOnOffer} href="/admin/plans" />
        <Figure name="Active investments" value={counts.investments} href="/admin/plans" />
        <Figure name="People" value={counts.people} href="/admin/users" />
      </ul>
    </Card>
  )
}

function Figure({ name, value, href }: { name: string; value: number; href: string }) {
  return (
    <li className="relative grid gap-0.5 border-t border-l p-4 transition-colors focus-within:bg-accent/60 hover:bg-accent/60 sm:p-5">
      <Link href={href} className="text-muted-foreground text-sm outline-none after:absolute after:inset-0">
        {name}
      </Link>
      <span
        key={value}
        className="w-fit rounded-md font-semibold text-2xl tabular-nums tracking-tight transition-colors delay-500 duration-1000 starting:bg-accent"
      >
        {formatCount(value)}
      </span>
    </li>
  )
}
