import { z } from 'zod'
import { planFieldsRow, planRow } from './schema'

const instant = z.iso.datetime({ offset: true })
const count = z.int().nonnegative()

const deskExtras = z
  .object({
    updated_by: z.uuid().nullable(),
    updated_by_name: z.string().nullable(),
    active_investments: count,
    active_amount: count,
  })
  .transform(({ updated_by, updated_by_name, active_investments, active_amount }) => ({
    updatedBy: updated_by,
    updatedByName: updated_by_name,
    activeInvestments: active_investments,
    activeAmount: active_amount,
  }))

const deskPlan = z.unknown().transform((row) => ({ ...planRow.parse(row), ...deskExtras.parse(row) }))

const deletedPlan = z
  .object({
    plan_id: z.uuid(),
    name: z.string(),
    version: z.int(),
    actor_email: z.string().nullable(),
    changed_at: instant,
  })
  .transform(({ plan_id, actor_email, changed_at, ...same }) => ({
    ...same,
    planId: plan_id,
    actorEmail: actor_email,
    changedAt: changed_at,
  }))

/** What SQL function `get_plan_desk` answers. */
export const deskRow = z
  .object({
    plans: z.array(deskPlan),
    deleted: z.array(deletedPlan),
    next_end_at: instant.nullable(),
    as_of: z.string().nullable(),
  })
  .transform(({ next_end_at, ...same }) => ({ ...same, nextEndAt: next_end_at }))

/** Rows of `plan_changes`. */
export const changeRows = z.array(
  z
    .object({
      id: z.int(),
      plan_id: z.uuid(),
      op: z.enum(['CREATE', 'UPDATE', 'DELETE']),
      version: z.int(),
      actor_id: z.uuid().nullable(),
      actor_email: z.string().nullable(),
      before: planFieldsRow.nullable(),
      after: planFieldsRow.nullable(),
      restored_version: z.int().nullable(),
      changed_at: instant,
    })
    .transform(({ plan_id, actor_id, actor_email, restored_version, changed_at, ...same }) => ({
      ...same,
      planId: plan_id,
      actorId: actor_id,
      actorEmail: actor_email,
      restoredVersion: restored_version,
      changedAt: changed_at,
    })),
)

/** What SQL function `get_plan_impact` answers. */
export const impactRow = z
  .object({ active_investments: count, investors: count, active_amount: count, followers: count })
  .transform(({ active_investments, active_amount, ...same }) => ({
    ...same,
    activeInvestments: active_investments,
    activeAmount: active_amount,
  }))

/** What SQL function `delete_plan` answers: how many investments it ended as cancelled. */
export const deletedRow = z.object({ id: z.uuid(), name: z.string(), cancelled: count })

const importedRow = z.object({
  /** From 1, in the order sent. */
  row: z.int().positive(),
  ok: z.boolean(),
  id: z.uuid().nullish(),
  name: z.string().nullish(),
  message: z.string().optional(),
  /** What is wrong, by the name of the column. */
  fields: z.record(z.string(), z.array(z.string())).optional(),
})

/** What SQL function `import_plans` answers. */
export const importRow = z.object({ results: z.array(importedRow), imported: count, failed: count })

/** A plan as an administrator sees it, with what is invested in it now. */
export type DeskPlan = z.infer<typeof deskPlan>
export type DeletedPlan = z.infer<typeof deletedPlan>
/** All plans, those deleted last, the latest first, and when the next investment ends, which changes the sums. */
export type PlanDesk = { plans: DeskPlan[]; deleted: DeletedPlan[]; nextEndAt: string | null }
/** An entry of the append-only history. No actor: it was made by SQL or in the dashboard. */
export type PlanChange = z.infer<typeof changeRows>[number]
/** `changes` newest first. */
export type PlanHistory = { changes: PlanChange[]; hasMore: boolean }
/** What a change of terms reaches, and a deletion cancels. */
export type PlanImpact = z.infer<typeof impactRow>
export type DeletedAnswer = z.infer<typeof deletedRow>
export type ImportAnswer = z.infer<typeof importRow>
