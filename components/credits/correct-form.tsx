'use client'

import { notify } from '@/components/ui/notify'
import { useWrite } from '@/lib/action/use-write'
import { correctCredits } from '@/lib/credits/actions'
import type { Creator } from '@/lib/credits/schema'
import { formatChange } from '@/lib/credits/words'
import { ChangeForm } from './change-form'

type Props = { creator: Creator; canWrite: boolean }

/** Puts a balance right, up or down. The database refuses to go below zero, and says what is there. */
export function CorrectForm({ creator, canWrite }: Props) {
  const write = useWrite(correctCredits)

  async function submit(delta: number, reason: string): Promise<boolean> {
    const result = await write.send({ userId: creator.userId, delta, reason })
    if (result?.success) notify.success(`${formatChange(delta)} for ${creator.displayName}`)
    return result?.success ?? false
  }

  return (
    <ChangeForm
      title="Correct"
      explanation="A minus takes away, down to zero at most."
      number={{ label: 'Change', errors: write.error?.fields?.delta }}
      submitLabel="Correct balance"
      error={write.error}
      isSending={write.isSending}
      canWrite={canWrite}
      onSubmit={submit}
    />
  )
}
