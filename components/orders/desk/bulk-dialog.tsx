'use client'

import { useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProgressBar } from '@/components/ui/progress-bar'
import { singleClick } from '@/components/ui/single-click'
import type { BulkRow } from '@/lib/action/use-bulk'
import { useBulk } from '@/lib/action/use-bulk'
import { setOrderStatuses } from '@/lib/orders/actions'
import type { DeskOrder } from '@/lib/orders/desk-schema'
import { DESK_WORDS, isFinal } from '@/lib/orders/desk-words'
import type { OrderStatus } from '@/lib/orders/rules'
import { nextStatuses } from '@/lib/orders/rules'
import { BulkResults } from './bulk-results'

/** A stop takes effect after so many orders. */
const CHUNK = 5

type Props = {
  /** As they were when the step was asked for. */
  orders: DeskOrder[]
  status: OrderStatus
  /** With the orders that were not taken there. */
  onClose: (left: DeskOrder[]) => void
}

/** Takes many orders to one status, says how far it is, and what became of each. */
export function BulkDialog({ orders, status, onClose }: Props) {
  const bulk = useBulk<DeskOrder>(CHUNK)
  const [isStarted, setIsStarted] = useState(false)
  const able = orders.filter((order) => nextStatuses(order.status).includes(status)).length
  const label = DESK_WORDS[status].label

  function start() {
    setIsStarted(true)
    void bulk.start(orders, (chunk) =>
      setOrderStatuses({ status, orders: chunk.map(({ id, version }) => ({ id, version })) }),
    )
  }

  function close() {
    if (bulk.isRunning) return bulk.stop()
    onClose(isStarted ? bulk.rows.filter(({ state }) => state !== 'done').map(({ item }) => item) : orders)
  }

  return (
    <Dialog isOpen onClose={close} title={title(orders.length, label)}>
      {isStarted ? (
        <>
          <Summary rows={bulk.rows} isRunning={bulk.isRunning} total={orders.length} />
          <BulkResults rows={bulk.rows} />
        </>
      ) : (
        <Preview able={able} total={orders.length} status={status} />
      )}
      <div className="flex flex-wrap justify-end gap-3">
        {bulk.isRunning && (
          <Button variant="outline" onClick={singleClick(bulk.stop)} aria-busy={bulk.isStopping}>
            {bulk.isStopping ? 'Stopping…' : 'Stop'}
          </Button>
        )}
        {!isStarted && (
          <>
            <Button variant="outline" onClick={close}>
              Leave them
            </Button>
            <Button variant={isFinal(status) ? 'destructive' : 'primary'} onClick={start}>
              {orders.length === 1 ? 'Change 1 order' : `Change ${orders.length} orders`}
            </Button>
          </>
        )}
        {isStarted && !bulk.isRunning && <Button onClick={singleClick(close)}>Close</Button>}
      </div>
    </Dialog>
  )
}

function title(count: number, label: string): string {
  return count === 1 ? `1 order → ${label}` : `${count} orders → ${label}`
}

function Preview({ able, total, status }: { able: number; total: number; status: OrderStatus }) {
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-pretty">
        {able === total
          ? 'Each of them can take this step, as far as one can see from here.'
          : `${able} of ${total} can take this step. The database refuses the others, and says why.`}{' '}
        The shoppers are told.
      </p>
      {isFinal(status) && <Alert kind="warning">This cannot be taken back.</Alert>}
    </div>
  )
}

type SummaryProps = { rows: BulkRow<DeskOrder>[]; isRunning: boolean; total: number }

function Summary({ rows, isRunning, total }: SummaryProps) {
  const count = (state: BulkRow<DeskOrder>['state']) => rows.filter((row) => row.state === state).length
  const [done, refused, stopped] = [count('done'), count('refused'), count('stopped')]
  const words = [
    `${done} changed`,
    refused > 0 && `${refused} refused`,
    stopped > 0 && `${stopped} left alone`,
  ].filter(Boolean)
  return (
    <div className="grid gap-2">
      <ProgressBar label="Orders changed" done={done + refused + stopped} total={total} />
      <p role="status" className="text-muted-foreground text-sm tabular-nums">
        {isRunning ? `${done + refused} of ${total}…` : `${words.join(', ')}.`}
      </p>
    </div>
  )
}
