'use client'

import { useRef } from 'react'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { useTyped } from '@/components/ui/use-typed'
import { formatCount } from '@/lib/format'
import { DESK_SORTS, type DeskFilter, type DeskSort, type DeskStatus } from '@/lib/plans/desk-list'

const STATUS_NAME: Record<DeskStatus, string> = {
  all: 'All',
  active: 'On offer',
  inactive: 'Not on offer',
}

const SORT_NAME: Record<DeskSort, string> = {
  name: 'Name',
  roi: 'Return',
  duration: 'Duration',
  min: 'Amounts',
  invested: 'Investments',
  updated: 'Last change',
}

type Props = {
  field: ReturnType<typeof useTyped>['field']
  filter: DeskFilter
  onFilter: (filter: DeskFilter) => void
  /** How many plans are shown; undefined while that is not known. */
  count: number | undefined
}

/** Search, status and, where the table has no heads to press, its order. */
export function DeskToolbar({ field, filter, onFilter, count }: Props) {
  const search = useRef<HTMLInputElement>(null)
  useShortcut('/', () => search.current?.focus())

  return (
    <div className="flex flex-wrap items-center gap-3 border-b p-3">
      <search className="block min-w-48 flex-1">
        <SearchInput ref={search} aria-keyshortcuts="/" label="Search by name or description" {...field} />
      </search>
      <Select
        aria-label="Status"
        className="w-36"
        value={filter.status}
        onChange={({ target }) => onFilter({ ...filter, status: target.value as DeskStatus })}
      >
        {Object.entries(STATUS_NAME).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Order"
        className="w-36 md:hidden"
        value={filter.sort}
        onChange={({ target }) => {
          const sort = target.value as DeskSort
          onFilter({ ...filter, sort, isDescending: sort !== 'name' })
        }}
      >
        {DESK_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {SORT_NAME[sort]}
          </option>
        ))}
      </Select>
      <p role="status" className="px-1 text-muted-foreground text-sm tabular-nums">
        {count !== undefined && `${formatCount(count)} ${count === 1 ? 'plan' : 'plans'}`}
      </p>
    </div>
  )
}
