import { formatCount, formatMoney } from '@/lib/format'
import { type FieldChange, fieldChanges } from './rules'
import type { Plan, PlanFields, UserPlan } from './schema'

const percent = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 })

/** `2.5 %`, with a space that never breaks. */
export function formatPercent(value: number): string {
  return `${percent.format(value)}\u00a0%`
}

/** `1 day`, `90 days`. */
export function formatDays(days: number): string {
  return `${formatCount(days)}\u00a0${days === 1 ? 'day' : 'days'}`
}

/** `₹1,000 to ₹50,000`. */
export function formatLimits({
  minAmount,
  maxAmount,
  currency,
}: Pick<PlanFields, 'minAmount' | 'maxAmount' | 'currency'>): string {
  return `${formatMoney(minAmount, currency)} to ${formatMoney(maxAmount, currency)}`
}

/** What a person calls a field. */
export const FIELD_NAME: Record<keyof PlanFields, string> = {
  name: 'Name',
  description: 'Description',
  roiPercent: 'Return',
  durationDays: 'Duration',
  minAmount: 'Smallest amount',
  maxAmount: 'Largest amount',
  currency: 'Currency',
  isActive: 'On offer',
}

/** A value of a field in words. `currency` is that of the plan the value belongs to. */
export function fieldWords(
  field: keyof PlanFields,
  value: PlanFields[keyof PlanFields],
  currency: string,
): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value === '' ? 'empty' : value
  if (field === 'roiPercent') return formatPercent(value)
  if (field === 'durationDays') return formatDays(value)
  return formatMoney(value, currency)
}

/** What has changed between two catalogs, a sentence a plan, as it is read aloud. */
export function catalogNews(previous: Plan[], next: Plan[]): string[] {
  const known = new Map(previous.map((plan) => [plan.id, plan]))
  const present = new Set(next.map(({ id }) => id))
  const gone = previous
    .filter(({ id }) => !present.has(id))
    .map(({ name }) => `${name} is no longer offered.`)
  const changed = next.flatMap((plan) => {
    const before = known.get(plan.id)
    if (before === undefined) return [`New plan: ${plan.name}.`]
    const changes = fieldChanges(before, plan)
    return changes.length === 0
      ? []
      : [`${before.name}: ${changes.map((change) => changeWords(change, before, plan)).join(', ')}.`]
  })
  return [...gone, ...changed]
}

/** What has changed about investments, a sentence each. */
export function portfolioNews(previous: UserPlan[], next: UserPlan[]): string[] {
  const known = new Map(previous.map((investment) => [investment.id, investment]))
  return next.flatMap((investment) => {
    const before = known.get(investment.id)
    if (before === undefined) return []
    const news = [
      before.roiPercent !== investment.roiPercent &&
        `return ${formatPercent(before.roiPercent)} → ${formatPercent(investment.roiPercent)}`,
      before.durationDays !== investment.durationDays &&
        `duration ${formatDays(before.durationDays)} → ${formatDays(investment.durationDays)}`,
      before.status !== investment.status && STATUS_NAME[investment.status].toLowerCase(),
    ].filter((words) => words !== false)
    return news.length === 0 ? [] : [`Your investment in ${investment.planName}: ${news.join(', ')}.`]
  })
}

export const STATUS_NAME: Record<UserPlan['status'], string> = {
  active: 'Active',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

function changeWords({ field, from, to }: FieldChange, before: Plan, after: Plan): string {
  if (field === 'description') return 'new description'
  const [old, now] = [fieldWords(field, from, before.currency), fieldWords(field, to, after.currency)]
  return `${FIELD_NAME[field].toLowerCase()} ${old} → ${now}`
}
