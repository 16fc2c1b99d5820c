'use client'

import { useRef, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import { type ErrorInfo, fail, ok, type Result } from '@/lib/result'
import { payWithTestGateway, startPayment } from './actions'
import type { PaymentStart } from './payment.server'
import type { PaymentReturn } from './payments/gateway'
import { openRazorpay } from './razorpay-checkout'

export type TestOutcome = 'paid' | 'failed' | 'paid_and_left'

/**
 * `testing`: the built-in gateway asks how the payment is to end, and `playing` it. `paying`: at Razorpay.
 * `waiting`: only the gateway can tell now.
 */
export type PaymentPhase = 'idle' | 'starting' | 'testing' | 'playing' | 'paying' | 'waiting'

export type Payment = {
  phase: PaymentPhase
  error: ErrorInfo | null
  start: () => void
  finishTest: (outcome: TestOutcome) => void
  abandon: () => void
}

/** Pays an order online: what comes of it is read from the database, like everything on its page. */
export function usePayment(orderId: string): Payment {
  const [phase, setPhase] = useState<PaymentPhase>('idle')
  const [error, setError] = useState<ErrorInfo | null>(null)
  const started = useRef<PaymentStart | null>(null)

  function settle(result: Result<unknown>, next: PaymentPhase) {
    setError(result.error ?? null)
    setPhase(result.success ? next : 'idle')
  }

  async function start() {
    if (phase !== 'idle' && phase !== 'waiting') return
    setPhase('starting')
    setError(null)
    const result = await attempt(() => startPayment({ orderId }))
    if (!result.success) return settle(result, 'idle')
    started.current = result.data
    if (result.data.provider === 'test') return setPhase('testing')
    await payByRazorpay(result.data)
  }

  async function payByRazorpay(payment: PaymentStart) {
    setPhase('paying')
    const opened = await openRazorpay(payment)
    if (!opened.success) return settle(opened, 'idle')
    if (opened.data === null) return setPhase('idle')
    settle(await bringBack(payment, opened.data), 'waiting')
  }

  async function finishTest(outcome: TestOutcome) {
    const payment = started.current
    if (!payment || phase !== 'testing') return
    setPhase('playing')
    const played = await attempt(() => payWithTestGateway({ orderId, outcome }))
    if (!played.success) return settle(played, 'idle')
    if (outcome === 'failed') {
      return settle(
        fail('invalid_input', 'The bank has declined this payment. Nothing was taken: try again.'),
        'idle',
      )
    }
    settle(played.data ? await bringBack(payment, played.data) : ok(null), 'waiting')
  }

  return {
    phase,
    error,
    start: () => void start(),
    finishTest: (outcome) => void finishTest(outcome),
    abandon: () => setPhase((now) => (now === 'testing' ? 'idle' : now)),
  }
}

/** What the gateway gave the browser goes to the server, which believes its signature only. */
async function bringBack({ returnPath }: PaymentStart, returned: PaymentReturn): Promise<Result<unknown>> {
  return attempt(async () => {
    const answer = await fetch(returnPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(returned),
    })
    if (answer.ok) return ok(null)
    const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string }
    return fail('unavailable', detail ?? 'The payment could not be confirmed yet. The gateway will tell us.')
  })
}
