import { type FormEvent, useId } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { WriteError } from '@/components/ui/write-error'
import type { ErrorInfo } from '@/lib/result'

type Props = {
  title: string
  explanation: string
  number: { label: string; min?: number; errors: string[] | undefined }
  submitLabel: string
  error: ErrorInfo | null
  isSending: boolean
  canWrite: boolean
  /** Tells whether it was done; then the form is emptied. */
  onSubmit: (amount: number, reason: string) => Promise<boolean>
}

/** A number of credits and the reason that the creator will read. */
export function ChangeForm(props: Props) {
  const { title, explanation, number, submitLabel, error, isSending, canWrite, onSubmit } = props
  const titleId = useId()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const values = new FormData(form)
    if (await onSubmit(Number(values.get('number')), String(values.get('reason')))) form.reset()
  }

  return (
    <form onSubmit={submit} aria-labelledby={titleId} className="grid gap-3 border-t pt-5">
      <div>
        <h3 id={titleId} className="font-medium text-sm">
          {title}
        </h3>
        <p className="text-muted-foreground text-sm">{explanation}</p>
      </div>
      <div className="grid grid-cols-[7rem_1fr] items-start gap-3">
        <Field
          label={number.label}
          name="number"
          type="number"
          step={1}
          min={number.min}
          required
          errors={number.errors}
        />
        <Field label="Reason" name="reason" maxLength={200} required errors={error?.fields?.reason} />
      </div>
      <WriteError error={error} />
      <Button type="submit" variant="secondary" disabled={!canWrite} aria-busy={isSending} className="w-fit">
        {isSending ? 'Saving…' : submitLabel}
      </Button>
    </form>
  )
}
