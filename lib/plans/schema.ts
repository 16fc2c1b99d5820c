import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const count = z.int().nonnegative()
/** Minor units of the plan's currency. */
const amount = z.int().positive()
const asOf = z.string().nullable()

const fieldsShape = {
  name: z.string(),
  description: z.string(),
  roi_percent: z.number().positive(),
  duration_days: z.int().positive(),
  min_amount: amount,
  max_amount: amount,
  currency: z.string(),
}

type FieldsRow = z.infer<z.ZodObject<typeof fieldsShape>>

function toFields<Row extends FieldsRow>({
  roi_percent,
  duration_days,
  min_amount,
  max_amount,
  ...same
}: Row) {
  return {
    ...same,
    roiPercent: roi_percent,
    durationDays: duration_days,
    minAmount: min_amount,
    maxAmount: max_amount,
  }
}

/** What people edit of a plan, as its history and a conflict have it. */
export const planFieldsRow = z.object({ ...fieldsShape, is_active: z.boolean() }).transform((row) => {
  const { is_active, ...same } = toFields(row)
  return { ...same, isActive: is_active }
})

const planShape = {
  id: z.uuid(),
  ...fieldsShape,
  is_active: z.boolean(),
  version: z.int().positive(),
  created_at: instant,
  updated_at: instant,
}

function toPlan<Row extends z.infer<z.ZodObject<typeof planShape>>>(row: Row) {
  const { is_active, created_at, updated_at, ...same } = toFields(row)
  return { ...same, isActive: is_active, createdAt: created_at, updatedAt: updated_at }
}

/** A row of `plans`, as a write answers it. */
export const planRow = z.object(planShape).transform(toPlan)

/** What SQL function `get_plan_catalog` answers. */
export const catalogRow = z.object({ plans: z.array(planRow), as_of: asOf })

const userPlanRow = z
  .object({
    id: z.uuid(),
    plan_id: z.uuid().nullable(),
    plan_name: z.string(),
    amount,
    currency: z.string(),
    roi_percent: z.number().positive(),
    duration_days: z.int().positive(),
    status: z.enum(['active', 'completed', 'cancelled']),
    started_at: instant,
    ends_at: instant,
    updated_at: instant,
    expected_return: count,
  })
  .transform(
    ({
      plan_id,
      plan_name,
      roi_percent,
      duration_days,
      started_at,
      ends_at,
      updated_at,
      expected_return,
      ...same
    }) => ({
      ...same,
      planId: plan_id,
      planName: plan_name,
      roiPercent: roi_percent,
      durationDays: duration_days,
      startedAt: started_at,
      endsAt: ends_at,
      updatedAt: updated_at,
      expectedReturn: expected_return,
    }),
  )

/** What SQL function `invest` answers: the new investment. */
export const investmentRow = userPlanRow

/** What SQL function `get_user_plans` answers. */
export const userPlansRow = z.object({
  user_plans: z.array(userPlanRow),
  followed: z.array(z.uuid()),
  next_end_at: instant.nullable(),
  has_lapsed: z.boolean(),
  as_of: asOf,
})

/** What people edit of a plan. Amounts are in minor units of `currency`. */
export type PlanFields = z.infer<typeof planFieldsRow>
/** A plan as investors see it, and as a write answers it. */
export type Plan = z.infer<typeof planRow>
/** An investment; its terms follow the plan while it is active. */
export type UserPlan = z.infer<typeof userPlanRow>

/** What an investor has: investments, the active ones first, and the plans that are followed. */
export type Portfolio = {
  userPlans: UserPlan[]
  followed: string[]
  /** When the next investment reaches its end. */
  nextEndAt: string | null
}
