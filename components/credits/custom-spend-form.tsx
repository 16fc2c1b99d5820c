'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { WriteError } from '@/components/ui/write-error'
import { grantName, splitSpend } from '@/lib/credits/rules'
import type { CreditAccount } from '@/lib/credits/schema'
import type { PendingSpends } from '@/lib/credits/use-pending-spends'
import { useSpend } from '@/lib/credits/use-spend'
import { formatCredits } from '@/lib/credits/words'
import { formatCount } from '@/lib/format'

type Props = { account: CreditAccount; available: number; spends: PendingSpends; canWrite: boolean }

/** Any amount for any reason, with a look at which grants would pay. */
export function CustomSpendForm({ account, available, spends, canWrite }: Props) {
  const [amount, setAmount] = useState('')
  const write = useSpend(spends)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const reason = String(new FormData(form).get('reason'))
    const result = await write.send({ amount: Number(amount), reason })
    if (result !== 'queued' && !result?.success) return
    form.reset()
    setAmount('')
  }

  return (
    <form onSubmit={submit} className="grid gap-3 border-t pt-5">
      <div className="grid grid-cols-[6rem_1fr] items-start gap-3">
        <Field
          label="Amount"
          name="amount"
          type="number"
          inputMode="numeric"
          min={1}
          max={Math.max(1, available)}
          step={1}
          required
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
          errors={write.error?.fields?.amount}
        />
        <Field
          label="For"
          name="reason"
          placeholder="Captions in Hindi"
          maxLength={200}
          required
          errors={write.error?.fields?.reason}
        />
      </div>
      <p aria-live="polite" className="min-h-5 text-muted-foreground text-sm">
        {preview(account, Number(amount), available)}
      </p>
      <Button type="submit" disabled={!canWrite || available === 0} aria-busy={write.isSending}>
        {write.isSending ? 'Spending…' : 'Spend'}
      </Button>
      <WriteError error={write.error} />
    </form>
  )
}

/** Who would pay for it, in words. */
function preview(account: CreditAccount, amount: number, available: number): string {
  if (!Number.isInteger(amount) || amount < 1) return ''
  const shares = splitSpend(account.grants, amount)
  if (shares === null || amount > available) return `There are only ${formatCredits(available)}.`
  const payers = shares.map(({ grant, amount: share }) => `${formatCount(share)} from ${grantName(grant)}`)
  return `Takes ${payers.join(', ')}.`
}
