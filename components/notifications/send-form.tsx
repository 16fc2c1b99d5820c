'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FieldFrame } from '@/components/ui/field-frame'
import { focusFirstInvalid } from '@/components/ui/focus-first-invalid'
import { notify } from '@/components/ui/notify'
import { Select } from '@/components/ui/select'
import { TextareaField } from '@/components/ui/textarea-field'
import { WriteError } from '@/components/ui/write-error'
import { useWrite } from '@/lib/action/use-write'
import { sendNotification } from '@/lib/notifications/actions'
import type { NewNotification } from '@/lib/notifications/inputs'
import { NOTIFICATION_TYPES, type NotificationType } from '@/lib/notifications/kinds'

type Props = { userId: string; displayName: string; onDone: () => void }

const TYPE_WORDS: Record<NotificationType, string> = {
  success: 'Good news',
  error: 'Something failed',
  warning: 'Warning',
  info: 'Information',
}

/** Sends one notification; pressed again after a failure, it is the same one. */
export function SendForm({ userId, displayName, onDone }: Props) {
  const { send, isSending, error } = useWrite((input: NewNotification) => sendNotification(userId, input))

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const text = (name: string) => String(new FormData(form).get(name) ?? '').trim()
    const result = await send({
      title: text('title'),
      message: text('message'),
      type: text('type') as NotificationType,
      link: text('link') || null,
    })
    if (result?.success) {
      notify.success(`Sent to ${displayName}`)
      onDone()
    } else focusFirstInvalid(form)
  }

  return (
    <form onSubmit={submit} aria-label="Notification" className="grid gap-4">
      <Field label="Title" name="title" maxLength={200} required errors={error?.fields?.title} />
      <TextareaField label="Message" name="message" maxLength={1000} errors={error?.fields?.message} />
      <FieldFrame label="Kind" errors={error?.fields?.type}>
        {(control) => (
          <Select name="type" defaultValue="info" {...control}>
            {NOTIFICATION_TYPES.toReversed().map((type) => (
              <option key={type} value={type}>
                {TYPE_WORDS[type]}
              </option>
            ))}
          </Select>
        )}
      </FieldFrame>
      <Field
        label="Link"
        name="link"
        placeholder="/plans"
        hint="Where a click leads, if anywhere: a path of this app."
        errors={error?.fields?.link}
      />
      <WriteError error={error} />
      <Button type="submit" aria-busy={isSending} className="w-fit justify-self-end">
        {isSending ? 'Sending…' : 'Send'}
      </Button>
    </form>
  )
}
