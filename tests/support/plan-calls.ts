import { randomUUID } from 'node:crypto'
import { database, rowOf, rowsOf } from './database.ts'
import { actAs, type Persona } from './personas.ts'

export type PlanFields = {
  name: string
  description: string
  roi_percent: number
  duration_days: number
  min_amount: number
  max_amount: number
  currency: string
  is_active: boolean
}

export type SavedPlan = PlanFields & { id: string; version: number; updated_by: string | null }

/** Fields of a plan that can be saved as they are. */
export function planFields(change: Partial<PlanFields> = {}): Partial<PlanFields> {
  return {
    name: `Plan ${randomUUID()}`,
    roi_percent: 2.5,
    duration_days: 30,
    min_amount: 1_000,
    max_amount: 1_000_000,
    ...change,
  }
}

/** Calls `save_plan` and keeps it; `id` null creates. Errors: the SQL error, with `code` and `detail`. */
export function savePlan(
  persona: Persona,
  id: string | null,
  version: number | null,
  patch: unknown,
  key: string | null = null,
): Promise<SavedPlan> {
  return call(persona, 'save_plan($1, $2, $3, $4)', [id, version, JSON.stringify(patch), key])
}

export function restorePlan(persona: Persona, planId: string, version: number): Promise<SavedPlan> {
  return call(persona, 'restore_plan($1, $2)', [planId, version])
}

export function deletePlan(
  persona: Persona,
  id: string,
  version: number | null,
): Promise<{ id: string; name: string; cancelled: number }> {
  return call(persona, 'delete_plan($1, $2)', [id, version])
}

export type Investment = {
  id: string
  plan_id: string | null
  plan_name: string
  amount: number
  roi_percent: number
  duration_days: number
  status: string
  expected_return: number
}

export function invest(
  persona: Persona,
  planId: string,
  amount: number,
  { key = randomUUID(), version = null }: { key?: string; version?: number | null } = {},
): Promise<Investment> {
  return call(persona, 'invest($1, $2, $3, $4)', [planId, amount, key, version])
}

/** Calls a function of schema public as a persona and keeps what it did. */
export function call<T>(persona: Persona, text: string, values: unknown[] = []): Promise<T> {
  return actAs(persona, async (db) => {
    const { answer } = await rowOf<{ answer: T }>(db, `select public.${text} as answer`, values)
    return answer
  })
}

export type PlanChange = {
  op: 'CREATE' | 'UPDATE' | 'DELETE'
  version: number
  actor_id: string | null
  actor_email: string | null
  before: PlanFields | null
  after: PlanFields | null
  restored_version: number | null
}

/** A plan's history, oldest first. */
export function historyOf(planId: string): Promise<PlanChange[]> {
  return rowsOf<PlanChange>(
    database,
    `select op, version, actor_id, actor_email, before, after, restored_version
     from plan_changes where plan_id = $1 order by id`,
    [planId],
  )
}

export type Notification = { title: string; message: string; type: string; link: string | null }

/** A person's inbox, oldest first. */
export function inboxOf(userId: string): Promise<Notification[]> {
  return rowsOf<Notification>(
    database,
    'select title, message, type, link from notifications where user_id = $1 order by created_at, id',
    [userId],
  )
}
