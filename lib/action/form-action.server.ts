import 'server-only'
import type { Result } from '@/lib/result'
import type { FormState } from './form'

type FormAction<T> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>

/**
 * Lets an action be the target of a form, with or without JavaScript. The action receives the text fields as an
 * object; fields named like a password are never sent back to fill the form.
 */
export function formAction<T>(action: (input: never) => Promise<Result<T>>): FormAction<T> {
  return async (_previous, form) => {
    const fields = textFields(form)
    const result = await action(fields as never)
    return { result, values: withoutPasswords(fields) }
  }
}

function textFields(form: FormData): Record<string, string> {
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  // React adds fields of its own for forms that are sent before any script has run.
  return Object.fromEntries(texts.filter(([name]) => !name.startsWith('$ACTION')))
}

function withoutPasswords(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !/password/i.test(name)))
}
