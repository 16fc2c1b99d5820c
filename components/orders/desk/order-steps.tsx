'use client'

import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notify } from '@/components/ui/notify'
import { singleClick } from '@/components/ui/single-click'
import { Spinner } from '@/components/ui/spinner'
import { useWrite } from '@/lib/action/use-write'
import { updateTracking } from '@/lib/orders/actions'
import { DESK_WORDS, isFinal } from '@/lib/orders/desk-words'
import { nextStatuses } from '@/lib/orders/rules'
import type { Order, OrderStatus } from '@/lib/orders/schema'

type Props = { order: Order; canWrite: boolean }

/** The steps that the order can take now. The database decides; a step that is too late is refused with the reason. */
export function OrderSteps({ order, canWrite }: Props) {
  const write = useWrite(updateTracking)
  const [asked, setAsked] = useState<OrderStatus | null>(null)
  const [taking, setTaking] = useState<OrderStatus | null>(null)
  const [forward, ...others] = nextStatuses(order.status)

  async function take(status: OrderStatus) {
    if (write.isSending) return
    setAsked(null)
    setTaking(status)
    const result = await write.send({ orderId: order.id, version: order.version, patch: { status } })
    setTaking(null)
    if (result?.success) notify.success(`${order.orderNumber}: ${DESK_WORDS[status].label}`)
  }

  if (forward === undefined) {
    return <p className="text-muted-foreground text-sm">This order has come to its end. No step follows.</p>
  }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {[forward, ...others].map((status) => (
          <Button
            key={status}
            variant={look(status, status === forward)}
            disabled={!canWrite}
            aria-busy={write.isSending}
            onClick={singleClick(() => (isFinal(status) ? setAsked(status) : void take(status)))}
          >
            {status === taking && <Spinner />}
            {status === taking ? 'Saving…' : DESK_WORDS[status].action}
            {status !== taking && status === forward && !isFinal(status) && <ArrowRight aria-hidden />}
          </Button>
        ))}
      </div>
      {write.error && <Alert kind="error">{write.error.message}</Alert>}
      {asked && (
        <Dialog
          isOpen
          onClose={() => setAsked(null)}
          title={`${DESK_WORDS[asked].action}?`}
          description={consequence(asked, order)}
        >
          <div className="flex flex-wrap justify-end gap-3">
            <Button variant="outline" onClick={() => setAsked(null)}>
              Keep it
            </Button>
            <Button variant="destructive" onClick={() => take(asked)}>
              {DESK_WORDS[asked].action}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}

function look(status: OrderStatus, isForward: boolean) {
  if (isForward && !isFinal(status)) return 'primary'
  return 'outline'
}

function consequence(status: OrderStatus, order: Order): string {
  const money = order.paymentStatus === 'paid' ? ' What was paid is then to be refunded.' : ''
  return status === 'cancelled'
    ? `${order.orderNumber} will not be sent; its pieces are on sale again. The shopper is told.${money}`
    : `${order.orderNumber} is back at the shop. The shopper is told.${money}`
}
