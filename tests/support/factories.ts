import { randomUUID } from 'node:crypto'
import { type Database, database, rowOf } from './database.ts'

export type Account = { id: string; email: string | null }

type AccountOptions = {
  displayName?: string
  role?: 'member' | 'teacher' | 'admin'
  isGuest?: boolean
}

/** An account as the Auth server makes one; the role is then set by SQL, as for the first admin of an installation. */
export function createAccount(options: AccountOptions = {}): Promise<Account> {
  return createAccountIn(database, options)
}

/** The same over a connection of its own, such as one inside a transaction. */
export async function createAccountIn(db: Database, options: AccountOptions = {}): Promise<Account> {
  const { displayName = 'Test Person', role = 'member', isGuest = false } = options
  const id = randomUUID()
  const email = isGuest ? null : `${id}@rowcast.test`
  await db.query(
    `insert into auth.users (id, aud, role, email, is_anonymous, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
     values ($1, 'authenticated', 'authenticated', $2, $3, '{}', $4, now(), now())`,
    [id, email, isGuest, JSON.stringify(isGuest ? {} : { display_name: displayName })],
  )
  if (role !== 'member') await db.query('update profiles set role = $2 where id = $1', [id, role])
  return { id, email }
}

export type CreditRow = {
  id: string
  user_id: string
  credits: number
  status: 'active' | 'expired' | 'cancelled'
  plan_type: 'subscription' | 'one_time'
  membership: string | null
  expires_at: Date | null
}

type CreditOptions = {
  credits?: number
  status?: CreditRow['status']
  planType?: CreditRow['plan_type']
  /** From now; negative is the past, absent is never. */
  expiresInMinutes?: number
  /** How long ago the row was created. */
  ageMinutes?: number
}

/** A row of `user_credits`, inserted by SQL. */
export function createCredits(userId: string, options: CreditOptions = {}): Promise<CreditRow> {
  const {
    credits = 100,
    status = 'active',
    planType = 'one_time',
    expiresInMinutes,
    ageMinutes = 0,
  } = options
  return rowOf<CreditRow>(
    database,
    `insert into user_credits (user_id, credits, status, plan_type, membership, expires_at, created_at)
     values ($1, $2, $3, $4, 'Test plan', now() + make_interval(mins => $5::int), now() - make_interval(mins => $6::int))
     returning id, user_id, credits, status, plan_type, membership, expires_at`,
    [userId, credits, status, planType, expiresInMinutes ?? null, ageMinutes],
  )
}

export type PlanRow = {
  id: string
  name: string
  description: string
  roi_percent: string
  duration_days: number
  min_amount: string
  max_amount: string
  currency: string
  is_active: boolean
  version: number
  updated_by: string | null
}

type PlanOptions = {
  name?: string
  roiPercent?: number
  durationDays?: number
  minAmount?: number
  maxAmount?: number
  isActive?: boolean
}

/** A plan, inserted by SQL. Amounts are in minor units. */
export function createPlan(options: PlanOptions = {}): Promise<PlanRow> {
  const {
    name = `Plan ${randomUUID()}`,
    roiPercent = 2.5,
    durationDays = 30,
    minAmount = 1_000,
    maxAmount = 1_000_000,
    isActive = true,
  } = options
  return rowOf<PlanRow>(
    database,
    `insert into plans (name, roi_percent, duration_days, min_amount, max_amount, is_active)
     values ($1, $2, $3, $4, $5, $6) returning *`,
    [name, roiPercent, durationDays, minAmount, maxAmount, isActive],
  )
}

export type UserPlanRow = {
  id: string
  user_id: string
  plan_id: string | null
  plan_name: string
  amount: string
  roi_percent: string
  duration_days: number
  status: 'active' | 'completed' | 'cancelled'
  started_at: Date
  ends_at: Date
}

/** What a `UserPlanRow` is made of. */
export const USER_PLAN_COLUMNS =
  'id, user_id, plan_id, plan_name, amount, roi_percent, duration_days, status, started_at, ends_at'

type UserPlanOptions = { amount?: number; status?: UserPlanRow['status']; ageDays?: number }

/** An investment, inserted by SQL on the terms of its plan. */
export function createUserPlan(
  userId: string,
  planId: string,
  options: UserPlanOptions = {},
): Promise<UserPlanRow> {
  const { amount = 10_000, status = 'active', ageDays = 0 } = options
  return rowOf<UserPlanRow>(
    database,
    `insert into user_plans (user_id, plan_id, amount, status, started_at)
     values ($1, $2, $3, $4, now() - make_interval(days => $5::int)) returning ${USER_PLAN_COLUMNS}`,
    [userId, planId, amount, status, ageDays],
  )
}
