'use client'

import type { FormEvent } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { TestOutcome } from '@/lib/orders/use-payment'

type Props = {
  isOpen: boolean
  isPaying: boolean
  amount: string
  onFinish: (outcome: TestOutcome) => void
  onAbandon: () => void
}

const OUTCOMES: { value: TestOutcome; name: string; detail: string }[] = [
  { value: 'paid', name: 'It succeeds', detail: 'The bank pays, and you come back here.' },
  { value: 'failed', name: 'It fails', detail: 'The bank declines. You can try again.' },
  {
    value: 'paid_and_left',
    name: 'It succeeds, but you never come back',
    detail: 'Only the message of the gateway reaches the shop.',
  },
]

/** The payment page of the built-in test gateway. Closing it is what a shopper does who changes their mind. */
export function TestGatewayDialog({ isOpen, isPaying, amount, onFinish, onAbandon }: Props) {
  function pay(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isPaying) return
    onFinish(new FormData(event.currentTarget).get('outcome') as TestOutcome)
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onAbandon}
      title={`Pay ${amount}`}
      description="Test payment: no money moves and no card is asked for."
    >
      <form onSubmit={pay} className="grid gap-5">
        <Alert kind="warning" title="Test gateway">
          There are no keys of a payment provider here, so you play the bank.
        </Alert>
        <fieldset className="grid gap-2">
          <legend className="pb-2 font-medium text-sm">How the payment ends</legend>
          {OUTCOMES.map(({ value, name, detail }, index) => (
            <label
              key={value}
              className="flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-input px-3 py-2.5 text-sm has-checked:border-primary has-checked:bg-accent/50"
            >
              <input
                type="radio"
                name="outcome"
                value={value}
                defaultChecked={index === 0}
                className="mt-0.5 size-4 shrink-0 accent-primary"
              />
              <span className="grid gap-0.5">
                <span className="font-medium">{name}</span>
                <span className="text-muted-foreground">{detail}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="outline" onClick={onAbandon} disabled={isPaying}>
            Pay later
          </Button>
          <Button type="submit" aria-disabled={isPaying || undefined}>
            {isPaying ? 'Paying…' : `Pay ${amount} (test)`}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
