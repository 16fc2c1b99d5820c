import type { IsSame } from '@/lib/merge'
import { amountText, parseAmount, parseDecimal } from './amount'
import { PLAN_FIELDS, type PlanPatch } from './columns'
import type { PlanFields } from './schema'

/** A plan as it stands in a form or a file: texts as people write them, amounts in major units. */
export type PlanDraft = {
  name: string
  description: string
  roiPercent: string
  durationDays: string
  minAmount: string
  maxAmount: string
  currency: string
  isActive: boolean
}

export const EMPTY_DRAFT: PlanDraft = {
  name: '',
  description: '',
  roiPercent: '',
  durationDays: '',
  minAmount: '',
  maxAmount: '',
  currency: 'INR',
  isActive: true,
}

type DraftErrors = { [Field in keyof PlanFields]?: string[] }

export type ParsedDraft =
  | { fields: PlanFields; errors?: undefined }
  | { fields?: undefined; errors: DraftErrors }

const NUMBERS: (keyof PlanDraft)[] = ['roiPercent', 'durationDays', 'minAmount', 'maxAmount']

export function toDraft(fields: PlanFields): PlanDraft {
  return {
    name: fields.name,
    description: fields.description,
    roiPercent: String(fields.roiPercent),
    durationDays: String(fields.durationDays),
    minAmount: amountText(fields.minAmount, fields.currency),
    maxAmount: amountText(fields.maxAmount, fields.currency),
    currency: fields.currency,
    isActive: fields.isActive,
  }
}

/** `3.5` and `3.50` are one number, and blanks around a name are nobody's intention. */
export const isSameInDraft: IsSame<PlanDraft> = (a, b, field) => {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b
  const numbers = NUMBERS.includes(field) ? [parseDecimal(a), parseDecimal(b)] : []
  if (numbers[0] !== undefined && numbers[0] !== null) return numbers[0] === numbers[1]
  return field === 'description' ? a === b : a.trim() === b.trim()
}

/** What the texts mean, or what is wrong with each. The database has the last word. */
export function parseDraft(draft: PlanDraft): ParsedDraft {
  const name = draft.name.trim()
  const currency = draft.currency.trim().toUpperCase()
  const roiPercent = parseDecimal(draft.roiPercent)
  const durationDays = parseDecimal(draft.durationDays)
  const minAmount = parseAmount(draft.minAmount, currency)
  const maxAmount = parseAmount(draft.maxAmount, currency)
  const errors = withoutEmpty({
    name: nameError(name),
    description: draft.description.length > 2000 ? 'Use at most 2,000 characters.' : null,
    roiPercent: roiError(roiPercent),
    durationDays: durationError(durationDays),
    minAmount: amountError(minAmount),
    maxAmount: amountError(maxAmount) ?? orderError(minAmount, maxAmount),
    currency: /^[A-Z]{3}$/.test(currency) ? null : 'Use three letters, such as INR.',
  })
  if (roiPercent === null || durationDays === null || minAmount === null || maxAmount === null)
    return { errors }
  if (Object.keys(errors).length > 0) return { errors }
  const { description, isActive } = draft
  return { fields: { name, description, roiPercent, durationDays, minAmount, maxAmount, currency, isActive } }
}

/** What saving `next` would change of `saved`. */
export function changesOf(next: PlanFields, saved: PlanFields): PlanPatch {
  const changed = PLAN_FIELDS.filter((field) => next[field] !== saved[field])
  return Object.fromEntries(changed.map((field) => [field, next[field]]))
}

/** Whether active investments take over something of it. */
export function reachesInvestments({ roiPercent, durationDays }: PlanPatch): boolean {
  return roiPercent !== undefined || durationDays !== undefined
}

function nameError(name: string): string | null {
  if (name === '') return 'Give the plan a name.'
  if (name.length > 80) return 'Use at most 80 characters.'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\u0000-\u001f\u007f]/.test(name) ? 'A name is one line.' : null
}

function roiError(roi: number | null): string | null {
  if (roi === null) return 'Enter a number, such as 2.5.'
  if (roi <= 0 || roi >= 1000) return 'Enter a percentage above 0 and below 1,000.'
  return /\.\d{4,}/.test(String(roi)) || roi < 0.001 ? 'Use at most 3 decimals.' : null
}

function durationError(days: number | null): string | null {
  if (days === null || !Number.isInteger(days)) return 'Enter a whole number of days.'
  return days >= 1 && days <= 36_500 ? null : 'Enter 1 to 36,500 days.'
}

const LARGEST_AMOUNT = 10_000_000_000_000

function amountError(amount: number | null): string | null {
  if (amount === null) return 'Enter an amount, such as 500 or 499.50.'
  if (amount < 1) return 'Enter an amount above 0.'
  return amount > LARGEST_AMOUNT ? 'This is more than a plan can take.' : null
}

function orderError(min: number | null, max: number | null): string | null {
  return min !== null && max !== null && max < min ? 'This is less than the smallest amount.' : null
}

function withoutEmpty(messages: { [Field in keyof PlanFields]?: string | null }): DraftErrors {
  const wrong = Object.entries(messages).flatMap(([field, message]) => (message ? [[field, [message]]] : []))
  return Object.fromEntries(wrong)
}
