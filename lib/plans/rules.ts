import type { Plan, PlanFields, UserPlan } from './schema'

const DAY_MS = 86_400_000

/** A percentage has 3 decimals, so this many parts make the whole amount. */
const PARTS_OF_WHOLE = 100_000n

/** What is earned over the whole duration, in minor units, half a unit up: what the database promises, to the unit. */
export function expectedReturn(amount: number, roiPercent: number): number {
  const parts = BigInt(Math.round(roiPercent * 1000))
  return Number((BigInt(amount) * parts + PARTS_OF_WHOLE / 2n) / PARTS_OF_WHOLE)
}

/** When an investment made at `startMs` ends (milliseconds since 1970). */
export function endOf(startMs: number, durationDays: number): number {
  return startMs + durationDays * DAY_MS
}

/** How much of its duration an investment has behind it, from 0 to 1. */
export function progressOf({ startedAt, endsAt }: UserPlan, nowMs: number): number {
  const startMs = Date.parse(startedAt)
  const spanMs = Date.parse(endsAt) - startMs
  if (spanMs <= 0) return 1
  return Math.min(1, Math.max(0, (nowMs - startMs) / spanMs))
}

/** Why `amount` cannot be invested, or null. */
export function amountProblem(
  amount: number | null,
  { minAmount, maxAmount }: Plan,
): 'none' | 'low' | 'high' | null {
  if (amount === null) return 'none'
  if (amount < minAmount) return 'low'
  return amount > maxAmount ? 'high' : null
}

/** Sums of one currency over active investments. */
export type Holding = { currency: string; count: number; invested: number; expected: number }

/** What is invested now, by currency, the largest count first. */
export function holdings(userPlans: UserPlan[]): Holding[] {
  const byCurrency = new Map<string, Holding>()
  for (const { status, currency, amount, expectedReturn: expected } of userPlans) {
    if (status !== 'active') continue
    const sum = byCurrency.get(currency) ?? { currency, count: 0, invested: 0, expected: 0 }
    byCurrency.set(currency, {
      currency,
      count: sum.count + 1,
      invested: sum.invested + amount,
      expected: sum.expected + expected,
    })
  }
  return [...byCurrency.values()].sort((a, b) => b.count - a.count || a.currency.localeCompare(b.currency))
}

/** A field of a plan that is not what it was. */
export type FieldChange = {
  [Field in keyof PlanFields]: { field: Field; from: PlanFields[Field]; to: PlanFields[Field] }
}[keyof PlanFields]

const COMPARED: (keyof PlanFields)[] = [
  'name',
  'roiPercent',
  'durationDays',
  'minAmount',
  'maxAmount',
  'currency',
  'description',
  'isActive',
]

/** The fields in which two states of a plan differ, the weightier first. */
export function fieldChanges(before: PlanFields, after: PlanFields): FieldChange[] {
  return COMPARED.flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, from: before[field], to: after[field] } as FieldChange],
  )
}

/** Up to three amounts to begin with: the smallest, a round one between, and the largest. */
export function amountChoices({ minAmount, maxAmount }: Pick<Plan, 'minAmount' | 'maxAmount'>): number[] {
  const middle = roundDown(Math.sqrt(minAmount) * Math.sqrt(maxAmount))
  const isBetween = middle > minAmount && middle < maxAmount
  return [...new Set([minAmount, ...(isBetween ? [middle] : []), maxAmount])]
}

/** One leading digit: 31 622 → 30 000. */
function roundDown(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  return Math.floor(value / unit) * unit
}
