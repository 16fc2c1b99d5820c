import { randomUUID } from 'node:crypto'
import { database, rowOf } from './database.ts'

export type Account = { id: string; email: string | null }

type AccountOptions = {
  displayName?: string
  role?: 'member' | 'teacher' | 'admin'
  isGuest?: boolean
}

/** An account as the Auth server makes one; the role is then set by SQL, as for the first admin of an installation. */
export async function createAccount(options: AccountOptions = {}): Promise<Account> {
  const { displayName = 'Test Person', role = 'member', isGuest = false } = options
  const id = randomUUID()
  const email = isGuest ? null : `${id}@rowcast.test`
  await database.query(
    `insert into auth.users (id, aud, role, email, is_anonymous, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
     values ($1, 'authenticated', 'authenticated', $2, $3, '{}', $4, now(), now())`,
    [id, email, isGuest, JSON.stringify(isGuest ? {} : { display_name: displayName })],
  )
  if (role !== 'member') await database.query('update profiles set role = $2 where id = $1', [id, role])
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
