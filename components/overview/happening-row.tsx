import { ChartLine, Coins, HandCoins, type LucideIcon, Package, UserPlus } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/time'
import type { Happening } from '@/lib/overview/schema'
import { actorOf, happeningWords } from '@/lib/overview/words'

const ICONS: Record<Happening['source'], LucideIcon> = {
  credits: Coins,
  plans: ChartLine,
  investments: HandCoins,
  orders: Package,
  accounts: UserPlus,
}

type Props = { happening: Happening; isNew: boolean; latencyMs: number | null }

/** One line of the feed; what has just come is lit up for a moment. */
export function HappeningRow({ happening, isNew, latencyMs }: Props) {
  const { title, href } = happeningWords(happening)
  const Icon = ICONS[happening.source]
  return (
    <li
      data-new={isNew || undefined}
      className="relative flex items-start gap-3 border-b px-5 py-3 text-sm transition-colors last:border-b-0 focus-within:bg-accent/60 hover:bg-accent/60 data-new:delay-700 data-new:duration-[2500ms] data-new:starting:bg-accent sm:px-6"
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <span className="grid min-w-0 flex-1 gap-0.5">
        <Link href={href} className="wrap-anywhere font-medium outline-none after:absolute after:inset-0">
          {title}
        </Link>
        <span className="text-muted-foreground">
          {happening.source !== 'accounts' && `${actorOf(happening)} · `}
          <RelativeTime value={happening.happenedAt} />
        </span>
      </span>
      {latencyMs !== null && (
        <Badge variant="outline" className="tabular-nums">
          {Math.round(latencyMs)} ms<span className="sr-only"> from the commit to this screen</span>
        </Badge>
      )}
    </li>
  )
}
