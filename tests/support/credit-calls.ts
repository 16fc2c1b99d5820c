import { randomUUID } from 'node:crypto'
import { database, rowOf } from './database.ts'
import { actAs, type Persona } from './personas.ts'

type Answer = { credits: number }
type Call = { reason?: string; key?: string }

/** Calls `spend_credits` and keeps it. Errors: the SQL error, with its SQLSTATE in `code`. */
export function spend(
  persona: Persona,
  amount: number,
  { reason = 'Portrait', key = randomUUID() }: Call = {},
): Promise<Answer & { spent: number }> {
  return call(persona, 'spend_credits($1, $2, $3)', [amount, reason, key])
}

export function purchase(
  persona: Persona,
  packageName: string,
  key: string = randomUUID(),
): Promise<Answer & { user_credits_id: string }> {
  return call(persona, 'purchase_credits($1, $2)', [packageName, key])
}

export function cancelMembership(persona: Persona, id: string): Promise<Answer> {
  return call(persona, 'cancel_membership($1)', [id])
}

export function grant(
  persona: Persona,
  userId: string,
  amount: number,
  { reason = 'Thank you', key = randomUUID() }: Call = {},
): Promise<Answer> {
  return call(persona, 'grant_credits($1, $2, $3, $4)', [userId, amount, reason, key])
}

export function correct(
  persona: Persona,
  userId: string,
  delta: number,
  { reason = 'Counted twice', key = randomUUID() }: Call = {},
): Promise<Answer> {
  return call(persona, 'correct_credits($1, $2, $3, $4)', [userId, delta, reason, key])
}

export function expireCredits(persona: Persona): Promise<number> {
  return call(persona, 'expire_credits()', [])
}

function call<T>(persona: Persona, text: string, values: unknown[]): Promise<T> {
  return actAs(persona, async (db) => {
    const { answer } = await rowOf<{ answer: T }>(db, `select public.${text} as answer`, values)
    return answer
  })
}

/** The plain statement that a person types in psql. */
export async function addBySql(userId: string, credits: number): Promise<void> {
  await database.query(
    `update user_credits set credits = credits + $2 where user_id = $1 and status = 'active'`,
    [userId, credits],
  )
}

export type Entry = {
  id: string
  user_credits_id: string
  delta: number
  balance_after: number
  reason: string
  actor_id: string | null
  idempotency_key: string | null
}

/** A creator's ledger, oldest first. */
export async function ledgerOf(userId: string): Promise<Entry[]> {
  const { rows } = await database.query<Entry>(
    `select id, user_credits_id, delta::int, balance_after::int, reason, actor_id, idempotency_key
     from credit_transactions where user_id = $1 order by id`,
    [userId],
  )
  return rows
}
