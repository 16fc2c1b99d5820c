'use client'

import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { DeskOrder } from '@/lib/orders/desk-schema'
import { DESK_WORDS } from '@/lib/orders/desk-words'
import { nextStatuses, ORDER_STATUSES, type OrderStatus } from '@/lib/orders/rules'

type Props = {
  orders: DeskOrder[]
  canWrite: boolean
  onClear: () => void
  onApply: (status: OrderStatus) => void
}

/** What can be done with the chosen orders. Offered is each step that one of them can take. */
export function BulkBar({ orders, canWrite, onClear, onApply }: Props) {
  const [wanted, setWanted] = useState<OrderStatus | ''>('')
  const steps = ORDER_STATUSES.map((status) => ({
    status,
    count: orders.filter((order) => nextStatuses(order.status).includes(status)).length,
  })).filter(({ count }) => count > 0)
  // A step that nobody can take any more is no choice.
  const chosen = steps.find(({ status }) => status === wanted)?.status ?? ''

  return (
    <section
      aria-label="Chosen orders"
      className="slide-up sticky bottom-18 z-10 flex flex-wrap items-center gap-3 rounded-xl border bg-popover p-3 shadow-lg lg:bottom-4"
    >
      <p className="flex items-center gap-2 px-1 font-medium text-sm">
        <ListChecks aria-hidden className="size-4 text-primary" />
        <span aria-live="polite">
          {orders.length === 1 ? '1 order chosen' : `${orders.length} orders chosen`}
        </span>
      </p>
      <Button variant="ghost" size="sm" onClick={onClear} className="max-sm:ml-auto">
        Clear
      </Button>
      <div className="flex flex-1 items-center justify-end gap-2 max-sm:basis-full">
        <Select
          aria-label="New status"
          className="w-auto min-w-44 max-sm:flex-1"
          value={chosen}
          disabled={steps.length === 0}
          onChange={({ target }) =>
            setWanted(steps.find(({ status }) => status === target.value)?.status ?? '')
          }
        >
          <option value="">{steps.length === 0 ? 'Nothing can follow' : 'Set status to…'}</option>
          {steps.map(({ status, count }) => (
            <option key={status} value={status}>
              {DESK_WORDS[status].label}
              {count < orders.length && ` (${count} of ${orders.length})`}
            </option>
          ))}
        </Select>
        <Button disabled={chosen === '' || !canWrite} onClick={() => chosen !== '' && onApply(chosen)}>
          Apply
        </Button>
      </div>
    </section>
  )
}
