'use client'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notify } from '@/components/ui/notify'
import { useWrite } from '@/lib/action/use-write'
import { formatMoney } from '@/lib/format'
import { cancelOrder } from '@/lib/orders/actions'
import type { Order } from '@/lib/orders/schema'

type Props = { order: Order; isOpen: boolean; onClose: () => void }

export function CancelDialog({ order, isOpen, onClose }: Props) {
  const write = useWrite(cancelOrder)

  async function confirm() {
    const result = await write.send({ orderId: order.id })
    if (!result?.success) return
    notify.success(`Order ${order.orderNumber} is cancelled`)
    onClose()
  }

  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Cancel this order?" description={consequence(order)}>
      {write.error && <Alert kind="error">{write.error.message}</Alert>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="outline" onClick={onClose}>
          Keep it
        </Button>
        <Button variant="destructive" aria-busy={write.isSending} onClick={confirm}>
          {write.isSending ? 'Cancelling…' : 'Cancel the order'}
        </Button>
      </div>
    </Dialog>
  )
}

function consequence({ paymentStatus, total, currency }: Order): string {
  const paid = `${formatMoney(total, currency)} will be refunded. `
  return `${paymentStatus === 'paid' ? paid : ''}The items go back on the shelf at once. This cannot be undone.`
}
