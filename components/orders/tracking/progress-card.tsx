import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import type { OrderEvent, SharedEvent } from '@/lib/orders/event-schema'
import type { OrderStatus } from '@/lib/orders/rules'
import { STATUS_WORDS } from '@/lib/orders/status-words'
import type { StatusChange } from '@/lib/orders/timeline'
import { type Amount, historyOf } from '@/lib/orders/tracking'
import { HistoryList } from './history-list'
import { OrderTimeline } from './order-timeline'

/** What is always in sight of the history; the rest is one press away. */
const RECENT = 3

type Props = {
  status: OrderStatus
  changes: StatusChange[]
  events: (OrderEvent | SharedEvent)[]
  amount: Amount
}

/** The stages of the order, and what else has happened to it. */
export function ProgressCard({ status, changes, events, amount }: Props) {
  const history = historyOf(events, amount)
  const older = history.slice(RECENT)
  return (
    <Card aria-labelledby="progress-title">
      <CardHeader>
        <CardTitle id="progress-title">Progress</CardTitle>
      </CardHeader>
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p role="status" className="sr-only">
          Status: {STATUS_WORDS[status].label}. {STATUS_WORDS[status].meaning}
        </p>
        <OrderTimeline status={status} changes={changes} />
        {history.length > 0 && (
          <div className="border-t pt-3">
            <HistoryList entries={history.slice(0, RECENT)} />
            {older.length > 0 && (
              <Disclosure label={`Earlier (${older.length})`}>
                <HistoryList entries={older} />
              </Disclosure>
            )}
          </div>
        )}
      </CardContent>
    </Card>
  )
}
