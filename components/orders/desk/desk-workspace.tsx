'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { useGrid } from '@/components/ui/grid/use-grid'
import { Pager } from '@/components/ui/pager'
import { useIdle } from '@/components/ui/use-idle'
import { formatCount } from '@/lib/format'
import { deskPath } from '@/lib/orders/desk-path'
import type { DeskOrder, OrderDesk } from '@/lib/orders/desk-schema'
import type { DeskArgs } from '@/lib/orders/inputs'
import type { OrderPage } from '@/lib/orders/page-schema'
import type { OrderStatus } from '@/lib/orders/rules'
import { useOrderDesk } from '@/lib/orders/use-order-desk'
import type { Snapshot } from '@/lib/realtime/live-query'
import { BulkBar } from './bulk-bar'
import { BulkDialog } from './bulk-dialog'
import { DeskEmpty } from './desk-empty'
import { DeskSkeleton } from './desk-skeleton'
import { DeskToolbar } from './desk-toolbar'
import { DiscardDialog } from './discard-dialog'
import { loadOrderDetails, OrderDrawer } from './order-drawer'
import { OrderTable } from './order-table'
import { StatusTabs } from './status-tabs'
import { useArrivalToast } from './use-arrival-toast'
import { useOpenOrder } from './use-open-order'

type Props = {
  admin: { userId: string; name: string }
  args: DeskArgs
  initial: Snapshot<OrderDesk> | undefined
  /** The order that the address names, as the server read it. */
  initialOrder: { orderId: string; page: Snapshot<OrderPage> } | undefined
}

type BulkStep = { orders: DeskOrder[]; status: OrderStatus }

/** The administrators' page of orders: all of them live, one of them open beside, many changed at once. */
export function DeskWorkspace({ admin, args, initial, initialOrder }: Props) {
  const view = useOrderDesk(args, initial, useArrivalToast())
  const { data, isLoading, status, asOf } = view
  const [watchedSinceMs] = useState(() => (asOf ? Date.parse(asOf) : Date.now()))
  const { openId, open, close, setIsDirty, question } = useOpenOrder(args)
  const [bulk, setBulk] = useState<BulkStep | null>(null)
  const orders = data?.orders ?? []
  const grid = useGrid(
    orders.map(({ id }) => id),
    open,
  )
  useFocusAfter(openId, grid.focus)
  useIdle(() => void loadOrderDetails().catch(() => undefined))
  const chosen = orders.filter(({ id }) => grid.chosen.has(id))

  return (
    <>
      <div className={cn('grid grid-cols-[minmax(0,1fr)] gap-4', openId && 'max-lg:hidden')}>
        <ReadProblem view={view} what="list of orders" />
        <StatusTabs args={args} counts={data?.counts} />
        <Card aria-label="Orders">
          <DeskToolbar args={args} shownCount={data?.totalCount ?? 0} />
          {isLoading && <DeskSkeleton />}
          {data?.orders.length === 0 && <DeskEmpty args={args} />}
          {data && data.orders.length > 0 && (
            <OrderTable
              orders={data.orders}
              args={args}
              grid={grid}
              openId={openId}
              watchedSinceMs={watchedSinceMs}
              onOpen={open}
            />
          )}
          {data && <DeskPager args={args} desk={data} />}
        </Card>
        {chosen.length > 0 && (
          <BulkBar
            orders={chosen}
            canWrite={status !== 'offline'}
            onClear={grid.clear}
            onApply={(next) => setBulk({ orders: chosen, status: next })}
          />
        )}
      </div>
      {bulk && (
        <BulkDialog
          {...bulk}
          onClose={(left) => {
            grid.choose(left.map(({ id }) => id))
            setBulk(null)
          }}
        />
      )}
      {openId && (
        <OrderDrawer
          key={openId}
          orderId={openId}
          admin={admin}
          initial={initialOrder?.orderId === openId ? initialOrder.page : undefined}
          onDirty={setIsDirty}
          onClose={close}
        />
      )}
      {question && <DiscardDialog onGiveUp={question.giveUp} onStay={question.stay} />}
    </>
  )
}

/** Back in the table once the drawer is gone, by whatever way, and the table is in sight again. */
function useFocusAfter(openId: string | null, focus: () => void) {
  const wasOpen = useRef(false)
  const focusNow = useEffectEvent(focus)
  useEffect(() => {
    if (wasOpen.current && openId === null) focusNow()
    wasOpen.current = openId !== null
  }, [openId])
}

function DeskPager({ args, desk }: { args: DeskArgs; desk: OrderDesk }) {
  const { page } = args
  const first = (page - 1) * desk.pageSize + 1
  const last = first + desk.orders.length - 1
  return (
    <Pager
      page={page}
      hasNextPage={page * desk.pageSize < desk.totalCount}
      hrefOf={(other) => deskPath({ ...args, page: other })}
    >
      {desk.orders.length > 0 &&
        `${formatCount(first)}–${formatCount(last)} of ${formatCount(desk.totalCount)}`}
    </Pager>
  )
}
