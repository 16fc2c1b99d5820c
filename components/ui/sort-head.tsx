import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import Link from 'next/link'
import type { MouseEvent } from 'react'
import { cn } from './cn'
import { TableHead } from './table'

export type Direction = 'asc' | 'desc'

type Props = {
  /** How the table is sorted by this column; null when by another. */
  direction: Direction | null
  /** Leads to the same table sorted the other way. */
  href: string
  /** Sorts what is here already, without a request; `href` is then for another tab. */
  onSort?: () => void
  /** Numbers end at the right, and so does the head. */
  isNumber?: boolean
  className?: string
  children: string
}

/** The head of a column that the table can be sorted by. */
export function SortHead({ direction, href, onSort, isNumber = false, className, children }: Props) {
  function sortHere(event: MouseEvent) {
    if (!onSort || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onSort()
  }

  return (
    <TableHead
      role="columnheader"
      aria-sort={ariaSort(direction)}
      className={cn(isNumber && 'text-right', className)}
    >
      <Link
        href={href}
        scroll={false}
        replace
        onClick={sortHere}
        className={cn(
          'inline-flex min-h-11 items-center gap-1.5 rounded-sm hover:text-foreground',
          isNumber && 'flex-row-reverse',
        )}
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
