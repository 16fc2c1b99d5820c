import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import Link from 'next/link'
import { TableHead } from './table'

export type Direction = 'asc' | 'desc'

type Props = {
  /** How the table is sorted by this column; null when by another. */
  direction: Direction | null
  /** Leads to the same table sorted the other way. */
  href: string
  className?: string
  children: string
}

/** The head of a column that the table can be sorted by. */
export function SortHead({ direction, href, className, children }: Props) {
  return (
    <TableHead role="columnheader" aria-sort={ariaSort(direction)} className={className}>
      <Link
        href={href}
        scroll={false}
        replace
        className="inline-flex min-h-11 items-center gap-1.5 rounded-sm hover:text-foreground"
      >
        {children}
        <SortIcon direction={direction} />
      </Link>
    </TableHead>
  )
}

function SortIcon({ direction }: { direction: Direction | null }) {
  if (direction === null) return <ArrowUpDown aria-hidden className="size-3.5 opacity-50" />
  const Icon = direction === 'asc' ? ArrowUp : ArrowDown
  return <Icon aria-hidden className="size-3.5 text-foreground" />
}

function ariaSort(direction: Direction | null) {
  if (direction === null) return undefined
  return direction === 'asc' ? 'ascending' : 'descending'
}
