import { ArrowDown, ArrowUp, ChartLine, SearchX } from 'lucide-react'
import Link from 'next/link'
import type { KeyboardEvent } from 'react'
import { buttonVariants } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { Table, TableHead, TableRow } from '@/components/ui/table'
import { type DeskFilter, type DeskSort, sortedBy } from '@/lib/plans/desk-list'
import type { DeskPlan } from '@/lib/plans/desk-schema'
import { DeskRow } from './desk-row'

type Props = {
  plans: DeskPlan[]
  /** There are plans at all, whether or not they are shown. */
  hasAny: boolean
  filter: DeskFilter
  onFilter: (filter: DeskFilter) => void
  canWrite: boolean
}

/** Plans as rows. The arrow keys go from one to the next, Enter opens it. */
export function DeskTable({ plans, hasAny, filter, onFilter, canWrite }: Props) {
  if (plans.length === 0) return <NoPlans hasAny={hasAny} />
  const sort = { filter, onFilter }
  return (
    <Table label="Plans">
      <thead className="max-md:hidden">
        <TableRow>
          <SortHead sort="name" {...sort}>
            Plan
          </SortHead>
          <SortHead sort="roi" isNumber {...sort}>
            Return
          </SortHead>
          <SortHead sort="duration" isNumber {...sort}>
            Duration
          </SortHead>
          <SortHead sort="min" isNumber className="max-xl:hidden" {...sort}>
            Amounts
          </SortHead>
          <SortHead sort="invested" isNumber {...sort}>
            Invested
          </SortHead>
          <SortHead sort="updated" className="max-lg:hidden" {...sort}>
            Changed
          </SortHead>
          <TableHead className="px-3 sm:px-3">
            <span className="sr-only">Status</span>
          </TableHead>
        </TableRow>
      </thead>
      <tbody onKeyDown={moveByArrows}>
        {plans.map((plan) => (
          <DeskRow key={plan.id} plan={plan} canWrite={canWrite} />
        ))}
      </tbody>
    </Table>
  )
}

type SortHeadProps = {
  sort: DeskSort
  filter: DeskFilter
  onFilter: (filter: DeskFilter) => void
  isNumber?: boolean
  className?: string
  children: string
}

function SortHead({ sort, filter, onFilter, isNumber = false, className, children }: SortHeadProps) {
  const isSorted = filter.sort === sort
  const Arrow = filter.isDescending ? ArrowDown : ArrowUp
  const direction = filter.isDescending ? 'descending' : 'ascending'
  return (
    <TableHead
      aria-sort={isSorted ? direction : undefined}
      className={cn('px-1 sm:px-1', sort === 'name' && 'pl-2 sm:pl-3', isNumber && 'text-right', className)}
    >
      <button
        type="button"
        onClick={() => onFilter(sortedBy(filter, sort))}
        className={cn(
          'inline-flex h-11 cursor-pointer items-center gap-1 rounded-md px-2 hover:text-foreground',
          isSorted && 'text-foreground',
          // The word ends where the numbers do.
          isNumber && 'flex-row-reverse',
        )}
      >
        {children}
        <Arrow aria-hidden className={cn('size-3.5', !isSorted && 'invisible')} />
      </button>
    </TableHead>
  )
}

function NoPlans({ hasAny }: { hasAny: boolean }) {
  if (hasAny) {
    return (
      <EmptyState icon={SearchX} title="No plan fits">
        Search for something else, or show plans of every status.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={ChartLine}
      title="No plans yet"
      action={
        <Link href="/admin/plans/new" className={buttonVariants()}>
          New plan
        </Link>
      }
    >
      Make the first one, or import a file of them.
    </EmptyState>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-row]')]
  const row = (event.target as HTMLElement).closest('tr')
  const next = links[links.findIndex((link) => link.closest('tr') === row) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
