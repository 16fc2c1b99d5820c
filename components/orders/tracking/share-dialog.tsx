'use client'

import { type FormEvent, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Label } from '@/components/ui/label'
import { Select } from '@/components/ui/select'
import { useWrite } from '@/lib/action/use-write'
import { shareOrder } from '@/lib/orders/actions'
import type { OrderPage } from '@/lib/orders/page-schema'
import type { Order } from '@/lib/orders/schema'
import { ShareLinkField } from './share-link-field'
import { ShareList } from './share-list'

type Props = { order: Order; shares: OrderPage['shares']; isOpen: boolean; onClose: () => void }

/** Links for whoever waits for the parcel, too: they show how it gets on, and nothing of the shopper. */
export function ShareDialog({ order, shares, isOpen, onClose }: Props) {
  const write = useWrite(shareOrder)
  const [token, setToken] = useState<string | null>(null)

  async function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const days = Number(new FormData(event.currentTarget).get('days'))
    const result = await write.send({ orderId: order.id, days })
    if (result?.success) setToken(result.data.token)
  }

  function close() {
    setToken(null)
    onClose()
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Share the tracking"
      description="Whoever has the link sees the status, the map and the courier. Not your name, address, phone or what you paid."
    >
      {token === null ? (
        <form onSubmit={create} className="grid gap-4">
          <div className="grid gap-1.5">
            <Label htmlFor="share-days">The link works for</Label>
            <Select id="share-days" name="days" defaultValue="14">
              <option value="1">1 day</option>
              <option value="7">7 days</option>
              <option value="14">14 days</option>
              <option value="30">30 days</option>
            </Select>
          </div>
          {write.error && <Alert kind="error">{write.error.message}</Alert>}
          <Button type="submit" aria-busy={write.isSending}>
            {write.isSending ? 'Making a link…' : 'Make a link'}
          </Button>
        </form>
      ) : (
        <ShareLinkField token={token} />
      )}
      {shares.length > 0 && <ShareList orderId={order.id} shares={shares} onRevoked={() => setToken(null)} />}
    </Dialog>
  )
}
