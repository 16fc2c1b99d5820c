import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/lib/format'
import { deskPath } from '@/lib/orders/desk-path'
import type { OrderDesk } from '@/lib/orders/desk-schema'
import { DESK_WORDS } from '@/lib/orders/desk-words'
import type { DeskArgs } from '@/lib/orders/inputs'
import { ORDER_STATUSES, type OrderStatus } from '@/lib/orders/rules'

type Props = { args: DeskArgs; counts: OrderDesk['counts'] | undefined }

/** The orders by where they stand, each with how many there are under the same search. Live. */
export function StatusTabs({ args, counts }: Props) {
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <nav
      aria-label="Orders by status"
      className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:-mx-6 sm:px-6 lg:mx-0 lg:px-0"
    >
      <ul className="flex w-max gap-1.5 p-0.5">
        <Tab args={args} status={null} count={all}>
          All
        </Tab>
        {ORDER_STATUSES.map((status) => (
          <Tab key={status} args={args} status={status} count={counts && (counts[status] ?? 0)}>
            {DESK_WORDS[status].label}
          </Tab>
        ))}
      </ul>
    </nav>
  )
}

type TabProps = { args: DeskArgs; status: OrderStatus | null; count: number | undefined; children: string }

function Tab({ args, status, count, children }: TabProps) {
  const isCurrent = args.status === status
  return (
    <li>
      <Link
        href={deskPath({ ...args, page: 1, status })}
        scroll={false}
        aria-current={isCurrent || undefined}
        className={cn(
          'inline-flex h-11 items-center gap-2 whitespace-nowrap rounded-full border px-4 font-medium text-sm transition-colors',
          isCurrent
            ? 'border-primary bg-primary text-primary-foreground'
            : 'border-border bg-card text-muted-foreground hover:bg-accent hover:text-accent-foreground',
        )}
      >
        {children}
        <span data-testid={`count-${status ?? 'all'}`} className="tabular-nums">
          {count === undefined ? '…' : formatCount(count)}
        </span>
      </Link>
    </li>
  )
}
