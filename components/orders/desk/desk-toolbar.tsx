'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { Select } from '@/components/ui/select'
import { UrlSearch } from '@/components/ui/url-search'
import { useShortcut } from '@/components/ui/use-shortcut'
import { DESK_PAYMENTS, DESK_SORTS } from '@/lib/orders/desk-choices'
import { deskPath, EVERY_ORDER } from '@/lib/orders/desk-path'
import type { DeskArgs } from '@/lib/orders/inputs'
import { ExportButton } from './export-button'
import { ShortcutsButton } from './shortcuts-button'

const PAYMENTS: Record<NonNullable<DeskArgs['payment']> | '', string> = {
  '': 'Any payment',
  pending: 'To be paid',
  paid: 'Paid',
  failed: 'Payment failed',
  refund_due: 'Refund due',
  refunded: 'Refunded',
  razorpay: 'Online',
  cod: 'Cash on delivery',
}

const SORTS: Record<DeskArgs['sort'], string> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  waiting: 'Waiting longest',
  eta: 'Arriving soonest',
  total: 'Largest total',
  updated: 'Changed last',
}

type Props = { args: DeskArgs; shownCount: number }

/** What the table is searched and filtered by, all of it in the address; and what can be done with all of it. */
export function DeskToolbar({ args, shownCount }: Props) {
  const router = useRouter()
  const search = useRef<HTMLInputElement>(null)
  useShortcut('/', () => search.current?.focus())

  function show(change: Partial<DeskArgs>) {
    router.replace(deskPath({ ...args, page: 1, ...change }), { scroll: false })
  }

  return (
    <div className="flex flex-wrap items-center gap-3 border-b p-3">
      <div className="min-w-52 flex-1">
        <UrlSearch
          label="Number, name, phone or place"
          search={args.search}
          hrefOf={(wanted) => deskPath({ ...args, page: 1, search: wanted })}
          action="/admin/orders"
          inputRef={search}
        />
      </div>
      <Filter
        label="Payment"
        value={args.payment ?? ''}
        options={PAYMENTS}
        onChange={(value) => show({ payment: DESK_PAYMENTS.find((known) => known === value) ?? null })}
      />
      <Filter
        label="Sort by"
        value={args.sort}
        options={SORTS}
        onChange={(value) => show({ sort: DESK_SORTS.find((known) => known === value) ?? EVERY_ORDER.sort })}
      />
      <ExportButton args={args} total={shownCount} />
      <ShortcutsButton />
    </div>
  )
}

type FilterProps = {
  label: string
  value: string
  options: Record<string, string>
  onChange: (value: string) => void
}

function Filter({ label, value, options, onChange }: FilterProps) {
  return (
    <Select
      aria-label={label}
      className="w-auto max-sm:min-w-32 max-sm:flex-1"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      {Object.entries(options).map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </Select>
  )
}
