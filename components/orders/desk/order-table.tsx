import { cn } from '@/components/ui/cn'
import type { Grid } from '@/components/ui/grid/use-grid'
import { useMovingRows } from '@/components/ui/grid/use-moving-rows'
import { SortHead } from '@/components/ui/sort-head'
import { TableHead } from '@/components/ui/table'
import { deskPath } from '@/lib/orders/desk-path'
import type { DeskOrder } from '@/lib/orders/desk-schema'
import type { DeskArgs } from '@/lib/orders/inputs'
import { OrderRow } from './order-row'

type Props = {
  orders: DeskOrder[]
  args: DeskArgs
  grid: Grid
  /** The order that is open beside the table. */
  openId: string | null
  /** What is later has happened while one looks on. */
  watchedSinceMs: number
  onOpen: (orderId: string) => void
}

const HEAD = 'px-2 sm:px-3 max-md:hidden'

/** Orders as rows, as cards on a phone. They are walked with the arrows; new ones are lit up for a moment. */
export function OrderTable({ orders, args, grid, openId, watchedSinceMs, onOpen }: Props) {
  useMovingRows(grid.body)
  const chosen = orders.filter(({ id }) => grid.chosen.has(id)).length

  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows that are walked and chosen by keyboard are a grid.
      role="grid"
      aria-label="Orders"
      aria-multiselectable
      className="w-full border-collapse text-sm max-md:block"
    >
      <thead className="max-md:block max-md:border-b">
        <tr className="max-md:flex max-md:items-center md:border-b">
          <TableHead className="w-14 px-1 sm:px-1 max-md:grid max-md:place-items-center">
            <label className="grid size-11 cursor-pointer place-items-center">
              <span className="sr-only">Choose all on this page</span>
              <input
                type="checkbox"
                className="size-4.5 accent-primary"
                checked={chosen > 0 && chosen === orders.length}
                ref={(box) => {
                  if (box) box.indeterminate = chosen > 0 && chosen < orders.length
                }}
                onChange={grid.toggleAll}
              />
            </label>
          </TableHead>
          <Sorted args={args} sorts={['newest', 'oldest']}>
            Placed
          </Sorted>
          <TableHead className={HEAD}>Customer</TableHead>
          <TableHead className={HEAD}>Status</TableHead>
          <TableHead className={HEAD}>Payment</TableHead>
          <Sorted args={args} sorts={['total']} className="text-right">
            Total
          </Sorted>
          <Sorted args={args} sorts={['eta']} isUpwards>
            Arrives
          </Sorted>
        </tr>
      </thead>
      <tbody ref={grid.body} {...grid.bodyProps} className="max-md:block">
        {orders.map((order) => (
          <OrderRow
            key={order.id}
            order={order}
            href={deskPath(args, order.id)}
            row={grid.rowProps(order.id)}
            isOpen={order.id === openId}
            isNew={Date.parse(order.createdAt) > watchedSinceMs}
            isChanged={Date.parse(order.updatedAt) > watchedSinceMs}
            onBoxClick={grid.onBoxClick}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  )
}

type SortedProps = {
  args: DeskArgs
  /** What the first press sorts by, and the next one. */
  sorts: DeskArgs['sort'][]
  /** The first one begins with the least. */
  isUpwards?: boolean
  className?: string
  children: string
}

function Sorted({ args, sorts, isUpwards = false, className, children }: SortedProps) {
  const place = sorts.indexOf(args.sort)
  const next = sorts[place + 1] ?? sorts[0] ?? 'newest'
  const direction = (place === 0) === isUpwards ? 'asc' : 'desc'
  return (
    <SortHead
      direction={place === -1 ? null : direction}
      href={deskPath({ ...args, sort: next, page: 1 })}
      className={cn(HEAD, className)}
    >
      {children}
    </SortHead>
  )
}
