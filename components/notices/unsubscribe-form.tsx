'use client'

import { useActionState } from 'react'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { EMPTY_FORM } from '@/lib/action/form'
import { unsubscribeFromEmails } from '@/lib/notices/actions'

/** A button, not the visit itself, ends the mails: scanners of mail programs visit every link. Works without script. */
export function UnsubscribeForm({ token }: { token: string }) {
  const [{ result }, submit] = useActionState(unsubscribeFromEmails, EMPTY_FORM)
  if (result?.success) {
    return (
      <Alert kind="success" title="No more mails about orders">
        You find the switch on your account page, if you change your mind.
      </Alert>
    )
  }
  return (
    <form action={submit} className="grid gap-5">
      {result && <Alert kind="error">{result.error.fields?.token?.join(' ') ?? result.error.message}</Alert>}
      <input type="hidden" name="token" value={token} />
      <SubmitButton>Stop these mails</SubmitButton>
    </form>
  )
}
