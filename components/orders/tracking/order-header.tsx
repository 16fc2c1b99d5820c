'use client'

import { Share2, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { DateTime } from '@/components/ui/time'
import type { OrderPage } from '@/lib/orders/page-schema'
import { CancelDialog } from './cancel-dialog'
import { ShareDialog } from './share-dialog'
import { StatusBadge } from './status-badge'

/** Which order it is, how it stands, and what its shopper can do about it. */
export function OrderHeader({ page, canWrite }: { page: OrderPage; canWrite: boolean }) {
  const { order, shares } = page
  const [open, setOpen] = useState<'cancel' | 'share' | null>(null)
  const close = () => setOpen(null)

  return (
    <>
      <PageHeader
        title={`Order ${order.orderNumber}`}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span data-testid="order-status">
              <StatusBadge status={order.status} />
            </span>
            <span className="text-sm">
              placed <DateTime value={order.createdAt} />
            </span>
          </span>
        }
        actions={
          <>
            {order.canCancel && (
              <Button variant="ghost" disabled={!canWrite} onClick={() => setOpen('cancel')}>
                <X aria-hidden />
                Cancel
              </Button>
            )}
            <Button variant="outline" disabled={!canWrite} onClick={() => setOpen('share')}>
              <Share2 aria-hidden />
              Share
            </Button>
          </>
        }
      />
      {order.canCancel && <CancelDialog order={order} isOpen={open === 'cancel'} onClose={close} />}
      <ShareDialog order={order} shares={shares} isOpen={open === 'share'} onClose={close} />
    </>
  )
}
