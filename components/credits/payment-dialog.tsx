'use client'

import { type FormEvent, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notify } from '@/components/ui/notify'
import { useWrite } from '@/lib/action/use-write'
import { purchaseCredits } from '@/lib/credits/actions'
import type { CreditPackage } from '@/lib/credits/schema'
import { useGetCreditsStore } from '@/lib/credits/use-get-credits-store'
import { formatChange, formatCredits } from '@/lib/credits/words'
import { formatMoney } from '@/lib/format'
import { TestCard } from './test-card'

type Props = { item: CreditPackage; onClose: () => void }

/** The built-in test payment. A retry after a lost answer carries the same key, so nothing is bought twice. */
export function PaymentDialog({ item, onClose }: Props) {
  const write = useWrite(purchaseCredits)
  const held = useGetCreditsStore((store) => store.getCreatorCredits?.credits)
  const [isDeclined, setIsDeclined] = useState(false)

  async function pay(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const isRefused = new FormData(event.currentTarget).get('card') === 'declined'
    setIsDeclined(isRefused)
    if (isRefused) return
    const result = await write.send({ packageId: item.id })
    if (!result?.success) return
    notify.success(`${formatChange(item.credits)} · ${item.name}`)
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Pay ${formatMoney(item.price, item.currency)}`}
      description={outcome(item, held)}
    >
      <form onSubmit={pay} className="grid gap-5">
        <Alert kind="warning" title="Test payment">
          No money moves and no card is asked for. Choose how the test ends.
        </Alert>
        <fieldset className="grid gap-2">
          <legend className="pb-2 font-medium text-sm">Test card</legend>
          <TestCard value="accepted" name="Accepted" digits="4242" isDefault />
          <TestCard value="declined" name="Declined" digits="0002" />
        </fieldset>
        {isDeclined && (
          <Alert kind="error" title="The test card was declined">
            Nothing was bought.
          </Alert>
        )}
        {write.error && <Alert kind="error">{write.error.message}</Alert>}
        <Button type="submit" aria-busy={write.isSending}>
          {write.isSending ? 'Paying…' : `Pay ${formatMoney(item.price, item.currency)} (test)`}
        </Button>
      </form>
    </Dialog>
  )
}

/** What the payment leads to; `held` is not known while nothing keeps the store. */
function outcome(item: CreditPackage, held: number | undefined): string {
  if (held === undefined) return `${item.name}: ${formatChange(item.credits)}.`
  return `${item.name}: you will have ${formatCredits(held + item.credits)}.`
}
