'use client'

import { CreditCard } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import { useNow } from '@/components/ui/use-now'
import { formatMoney, formatTimeLeft } from '@/lib/format'
import type { Order } from '@/lib/orders/schema'
import { type PaymentPhase, usePayment } from '@/lib/orders/use-payment'
import { TestGatewayDialog } from './test-gateway-dialog'

const BUSY: PaymentPhase[] = ['starting', 'testing', 'playing', 'paying']

type Props = {
  order: Order
  serverTime: string
  /** Straight from the checkout: the payment begins by itself. */
  startsOpen: boolean
  canWrite: boolean
}

/** What is still to be paid, how long the items are held for it, and the way to pay. */
export function PaymentPanel({ order, serverTime, startsOpen, canWrite }: Props) {
  const payment = usePayment(order.id)
  const amount = formatMoney(order.total, order.currency)
  const isBusy = BUSY.includes(payment.phase)

  const begin = useEffectEvent(() => {
    if (startsOpen && canWrite) payment.start()
  })
  useEffect(() => begin(), [])

  return (
    <Card aria-labelledby="pay-title" className="border-warning/40">
      <CardContent className="grid gap-4">
        <div className="flex flex-wrap items-center gap-4">
          <span className="grid size-11 shrink-0 place-items-center rounded-full bg-warning/12 text-warning">
            <CreditCard aria-hidden className="size-5" />
          </span>
          <div className="min-w-0 flex-1 basis-56">
            <h2 id="pay-title" className="font-semibold tracking-tight">
              {amount} to pay
            </h2>
            <Held until={order.paymentDueAt} serverTime={serverTime} />
          </div>
          <Button disabled={!canWrite || isBusy} onClick={payment.start} className="max-sm:w-full">
            {isBusy && <Spinner />}
            {label(payment.phase, order.paymentStatus === 'failed')}
          </Button>
        </div>
        {payment.error && <Alert kind="error">{payment.error.message}</Alert>}
        {payment.phase === 'waiting' && (
          <Alert kind="info">Waiting for the payment gateway to confirm. This page moves on by itself.</Alert>
        )}
        {!payment.error && order.paymentStatus === 'failed' && payment.phase === 'idle' && (
          <Alert kind="warning">The last payment did not succeed. Your items are still held.</Alert>
        )}
      </CardContent>
      <TestGatewayDialog
        isOpen={payment.phase === 'testing' || payment.phase === 'playing'}
        isPaying={payment.phase === 'playing'}
        amount={amount}
        onFinish={payment.finishTest}
        onAbandon={payment.abandon}
      />
    </Card>
  )
}

function Held({ until, serverTime }: { until: string | null; serverTime: string }) {
  const nowMs = useNow(serverTime, 1_000)
  if (until === null) return null
  const leftMs = Date.parse(until) - nowMs
  return (
    <p className="text-muted-foreground text-sm tabular-nums">
      {leftMs > 0
        ? `Your items are held for ${formatTimeLeft(leftMs)}.`
        : 'The time to pay is over; the order may be cancelled at any moment.'}
    </p>
  )
}

function label(phase: PaymentPhase, isRetry: boolean): string {
  if (phase === 'starting') return 'Opening…'
  if (phase === 'paying' || phase === 'playing') return 'Paying…'
  return isRetry ? 'Try again' : 'Pay now'
}
