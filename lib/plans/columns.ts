import type { PlanFields } from './schema'

/** The column of `plans` in which a field is kept. */
export const COLUMN: Record<keyof PlanFields, string> = {
  name: 'name',
  description: 'description',
  roiPercent: 'roi_percent',
  durationDays: 'duration_days',
  minAmount: 'min_amount',
  maxAmount: 'max_amount',
  currency: 'currency',
  isActive: 'is_active',
}

export const PLAN_FIELDS = Object.keys(COLUMN) as (keyof PlanFields)[]

export type PlanPatch = { [Field in keyof PlanFields]?: PlanFields[Field] | undefined }

/** The named fields as `save_plan` takes them. */
export function toColumns(patch: PlanPatch): Record<string, string | number | boolean> {
  return Object.fromEntries(
    PLAN_FIELDS.flatMap((field) => {
      const value = patch[field]
      return value === undefined ? [] : [[COLUMN[field], value]]
    }),
  )
}

/** Messages by column, as SQL names them, by field. */
export function toFieldErrors(errors: Record<string, string[]>): Record<string, string[]> {
  const fieldOf = new Map(PLAN_FIELDS.map((field) => [COLUMN[field], field]))
  return Object.fromEntries(
    Object.entries(errors).map(([column, messages]) => [fieldOf.get(column) ?? column, messages]),
  )
}
