import type { Result } from '@/lib/result'

/** What `useActionState` holds for a form: the last answer, and what was typed, to fill the form again. */
export type FormState<T = unknown> = { result: Result<T> | null; values: Record<string, string> }

export const EMPTY_FORM: FormState<never> = { result: null, values: {} }
