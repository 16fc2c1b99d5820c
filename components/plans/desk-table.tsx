'use client'

import { ChartLine, SearchX } from 'lucide-react'
import Link from 'next/link'
import { type KeyboardEvent, useState } from 'react'
import { Button, buttonVariants } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { SortHead } from '@/components/ui/sort-head'
import { Table, TableHead, TableRow } from '@/components/ui/table'
import { formatCount } from '@/lib/format'
import { type DeskFilter, type DeskSort, deskPath, sortedBy } from '@/lib/plans/desk-list'
import type { DeskPlan } from '@/lib/plans/desk-schema'
import { DeskRow } from './desk-row'

/** Rows drawn at first, and with each press for more: what nobody scrolls to costs nothing. */
const PAGE = 100

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
  const [shown, setShown] = useState(PAGE)
  if (plans.length === 0) return <NoPlans hasAny={hasAny} />
  const sort = { filter, onFilter }
  const hidden = plans.length - shown
  return (
    <>
      <Table label="Plans">
        <thead className="max-md:hidden">
          <TableRow>
            <Head sort="name" {...sort}>
              Plan
            </Head>
            <Head sort="roi" isNumber {...sort}>
              Return
            </Head>
            <Head sort="duration" isNumber {...sort}>
              Duration
            </Head>
            <Head sort="min" isNumber className="max-xl:hidden" {...sort}>
              Amounts
            </Head>
            <Head sort="invested" isNumber {...sort}>
              Invested
            </Head>
            <Head sort="updated" className="max-lg:hidden" {...sort}>
              Changed
            </Head>
            <TableHead className="px-3 sm:px-3">
              <span className="sr-only">Status</span>
            </TableHead>
          </TableRow>
        </thead>
        <tbody onKeyDown={moveByArrows}>
          {plans.slice(0, shown).map((plan) => (
            <DeskRow key={plan.id} plan={plan} canWrite={canWrite} />
          ))}
        </tbody>
      </Table>
      {hidden > 0 && (
        <div className="border-t p-3">
          <Button variant="ghost" className="w-full" onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, hidden)} more of {formatCount(hidden)}
          </Button>
        </div>
      )}
    </>
  )
}

type HeadProps = {
  sort: DeskSort
  filter: DeskFilter
  onFilter: (filter: DeskFilter) => void
  isNumber?: boolean
  className?: string
  children: string
}

function Head({ sort, filter, onFilter, isNumber = false, className, children }: HeadProps) {
  const next = sortedBy(filter, sort)
  const direction = filter.isDescending ? 'desc' : 'asc'
  return (
    <SortHead
      direction={filter.sort === sort ? direction : null}
      href={deskPath(next)}
      onSort={() => onFilter(next)}
      isNumber={isNumber}
      className={cn('px-3 sm:px-3', sort === 'name' && 'pl-4 sm:pl-5', className)}
    >
      {children}
    </SortHead>
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
