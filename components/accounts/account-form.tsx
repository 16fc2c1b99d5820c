'use client'

import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { EMPTY_FORM, type FormState } from '@/lib/action/form'

type AccountFormProps<T> = {
  action: (previous: FormState<T>, form: FormData) => Promise<FormState<T>>
  submitLabel: string
  submitClassName?: string
  /** The fields, given what was typed and what is wrong with it. */
  children: (form: { values: Record<string, string>; errors: Record<string, string[]> }) => ReactNode
  /** What stands in place of the form once it has succeeded. Without it the form stays. */
  done?: (data: T) => ReactNode
  /** What to say above a form that stays. */
  successMessage?: string
}

/** A form over a server action. It works before any script has run; then it keeps what was typed. */
export function AccountForm<T>({
  action,
  submitLabel,
  submitClassName,
  children,
  done,
  successMessage,
}: AccountFormProps<T>) {
  const [{ result, values }, submit] = useActionState(action, EMPTY_FORM)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (result?.success === false) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [result])

  if (result?.success && done) return done(result.data)
  const errors = result?.error?.fields ?? {}
  const hasFieldErrors = Object.keys(errors).length > 0

  return (
    // The server's messages name the field and say what to do, so the browser's own stay out of the way.
    <form ref={form} action={submit} noValidate className="grid gap-5">
      {result?.success === false && !hasFieldErrors && <Alert kind="error">{result.error.message}</Alert>}
      {result?.success && successMessage && <Alert kind="success">{successMessage}</Alert>}
      {children({ values: result?.success ? {} : values, errors })}
      <SubmitButton className={submitClassName}>{submitLabel}</SubmitButton>
    </form>
  )
}
