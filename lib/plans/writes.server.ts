import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/result'
import type { Database } from '@/lib/supabase/database.types'
import type { Db } from '@/lib/supabase/db.server'
import { type DatabaseError, toAppError } from '@/lib/supabase/errors'
import { toColumns, toFieldErrors } from './columns'
import { type DeletedAnswer, deletedRow, type ImportAnswer, importRow } from './desk-schema'
import type {
  createPlanInput,
  deletePlanInput,
  importPlansInput,
  investInput,
  restorePlanInput,
  savePlanInput,
} from './inputs'
import { investmentRow, type Plan, planRow, type UserPlan } from './schema'

type Json = Database['public']['Functions']['import_plans']['Args']['rows']

/** Invests on the terms that the investor has seen. Error `conflict`: they have changed since. @throws AppError */
export async function invest(db: Db, input: z.output<typeof investInput>): Promise<UserPlan> {
  const { planId, amount, planVersion, idempotencyKey } = input
  const { data, error } = await db.rpc('invest', {
    plan_id: planId,
    amount,
    plan_version: planVersion,
    idempotency_key: idempotencyKey,
  })
  if (error) throw refusal(error)
  return investmentRow.parse(data)
}

/** Follows a plan, or ends that. Doing it twice is no mistake. @throws AppError */
export async function setFollowing(db: Db, planId: string, isFollowed: boolean): Promise<null> {
  const { error } = await db.rpc(isFollowed ? 'follow_plan' : 'unfollow_plan', { plan_id: planId })
  if (error) throw toAppError(error)
  return null
}

/** Makes a plan. @throws AppError */
export async function createPlan(db: Db, input: z.output<typeof createPlanInput>): Promise<Plan> {
  const { fields, idempotencyKey } = input
  return save(db, null, null, toColumns(fields), idempotencyKey)
}

/**
 * Changes the named fields of the version that the admin has seen. Error `conflict` with the present state in
 * `details` (see `planConflict`): someone else has changed it since.
 * @throws AppError
 */
export async function savePlan(db: Db, input: z.output<typeof savePlanInput>): Promise<Plan> {
  const { planId, version, patch, idempotencyKey } = input
  return save(db, planId, version, toColumns(patch), idempotencyKey)
}

/** Deletes the version that the admin has seen; active investments end as cancelled. @throws AppError */
export async function deletePlan(db: Db, input: z.output<typeof deletePlanInput>): Promise<DeletedAnswer> {
  const { data, error } = await db.rpc('delete_plan', { id: input.planId, version: input.version })
  if (error) throw refusal(error)
  return deletedRow.parse(data)
}

/** Brings the fields of an earlier version back as a new one, also of a deleted plan. @throws AppError */
export async function restorePlan(db: Db, input: z.output<typeof restorePlanInput>): Promise<Plan> {
  const { data, error } = await db.rpc('restore_plan', { plan_id: input.planId, version: input.version })
  if (error) throw refusal(error)
  return planRow.parse(data)
}

/** Makes a plan of each good row; without a key it only says what each row would come to. @throws AppError */
export async function importPlans(
  db: Db,
  rows: z.output<typeof importPlansInput>['rows'],
  idempotencyKey: string | null,
): Promise<ImportAnswer> {
  // They came as JSON, which the type of an unknown value cannot tell.
  const args = { rows: rows as Json }
  const { data, error } = await db.rpc(
    'import_plans',
    idempotencyKey === null ? { ...args, dry_run: true } : { ...args, idempotency_key: idempotencyKey },
  )
  if (error) throw refusal(error)
  return importRow.parse(data)
}

async function save(
  db: Db,
  id: string | null,
  version: number | null,
  patch: Record<string, string | number | boolean>,
  idempotencyKey: string,
): Promise<Plan> {
  const { data, error } = await db.rpc('save_plan', {
    // Null makes a new plan; the generated types know no null in arguments.
    id: id as string,
    version: version as number,
    patch,
    idempotency_key: idempotencyKey,
  })
  if (error) throw refusal(error)
  return planRow.parse(data)
}

/** SQL names columns; a form has fields. */
function refusal(error: DatabaseError): AppError {
  const { code, message, fields, details, cause } = toAppError(error)
  return new AppError(code, message, {
    cause,
    ...(fields && { fields: toFieldErrors(fields) }),
    ...(details && { details }),
  })
}
