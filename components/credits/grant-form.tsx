'use client'

import { notify } from '@/components/ui/notify'
import { useWrite } from '@/lib/action/use-write'
import { grantCredits } from '@/lib/credits/actions'
import type { Creator } from '@/lib/credits/schema'
import { formatChange } from '@/lib/credits/words'
import { ChangeForm } from './change-form'

type Props = { creator: Creator; canWrite: boolean }

/** Credits as a gift: a new grant of their own, which never expires. */
export function GrantForm({ creator, canWrite }: Props) {
  const write = useWrite(grantCredits)

  async function submit(amount: number, reason: string): Promise<boolean> {
    const result = await write.send({ userId: creator.userId, amount, reason })
    if (result?.success) notify.success(`${formatChange(amount)} for ${creator.displayName}`)
    return result?.success ?? false
  }

  return (
    <ChangeForm
      title="Grant"
      explanation="Adds credits that never expire."
      number={{ label: 'Amount', min: 1, errors: write.error?.fields?.amount }}
      submitLabel="Grant credits"
      error={write.error}
      isSending={write.isSending}
      canWrite={canWrite}
      onSubmit={submit}
    />
  )
}
