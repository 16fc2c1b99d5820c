import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { cancelMembership, expireCredits, ledgerOf, spend } from '../support/credit-calls.ts'
import { database, rowOf, rowsOf } from '../support/database.ts'
import { type CreditRow, createCredits } from '../support/factories.ts'
import { as, createCast, type Persona } from '../support/personas.ts'

const cast = await createCast()
const victim = cast.accounts.creator
let row: CreditRow

beforeAll(async () => {
  row = await createCredits(victim.id, { credits: 40, planType: 'subscription', expiresInMinutes: 60 })
})

/** Ways to ask about someone else; `$1` is their id. */
const QUESTIONS: [string, string][] = [
  ['their rows', 'select id::text from public.user_credits where user_id = $1'],
  ['their ledger', 'select id::text from public.credit_transactions where user_id = $1'],
  ['their profile', 'select email from public.profiles where id = $1'],
  ['how many rows there are', 'select 1 from public.user_credits where user_id = $1 having count(*) > 0'],
  [
    'a sum over all',
    'select 1 from public.user_credits where user_id = $1 group by user_id having sum(credits) > 0',
  ],
  [
    'a join from what they may see',
    `select t.id::text from public.get_public_profiles(array[$1]::uuid[]) as p
     join public.credit_transactions as t on t.user_id = p.id`,
  ],
]

/** Ways to change what someone else has; `$1` is their id. */
const ATTACKS: [string, string][] = [
  ['update', 'update public.user_credits set credits = 0 where user_id = $1'],
  ['delete', 'delete from public.user_credits where user_id = $1'],
  ['insert', 'insert into public.user_credits (user_id, credits) values ($1, 1)'],
  ['rewrite history', "update public.credit_transactions set reason = 'Never happened' where user_id = $1"],
  ['lock', 'select id from public.user_credits where user_id = $1 for update'],
  ['grant', `select public.grant_credits($1, 1, 'Gift', '${randomUUID()}')`],
  ['correct', `select public.correct_credits($1, -1, 'Theft', '${randomUUID()}')`],
  ['call the helper that takes', 'select private.take_credits($1, 1)'],
  ['call the helper that ends', 'select private.expire_credits($1)'],
  ['call the helper that counts', 'select private.total_credits($1)'],
  ['read an earlier answer', 'select result from private.idempotent_calls where user_id = $1'],
  ['read the balance', 'select balance from private.credit_balances where user_id = $1'],
]

const STRANGERS: [string, Persona][] = [
  ['another creator', cast.otherCreator],
  ['a guest', cast.guest],
  ['a teacher', cast.teacher],
]

test.each(
  STRANGERS.flatMap(([who, persona]) => QUESTIONS.map(([what, text]) => ({ who, persona, what, text }))),
)('$who learns nothing by asking for $what', async ({ persona, text }) => {
  expect(await as(persona, (db) => rowsOf(db, text, [victim.id]))).toEqual([])
})

test.each(
  [...STRANGERS, ['a visitor', cast.anon] as const].flatMap(([who, persona]) =>
    ATTACKS.map(([what, text]) => ({ who, persona, what, text })),
  ),
)('$who cannot $what', async ({ persona, text }) => {
  await expect(as(persona, (db) => db.query(text, [victim.id]))).rejects.toMatchObject({ code: '42501' })
})

test.each(QUESTIONS)('a visitor is refused when asking for %s', async (_what, text) => {
  await expect(as(cast.anon, (db) => db.query(text, [victim.id]))).rejects.toMatchObject({ code: '42501' })
})

test('what a stranger does with own rights leaves the victim as they were', async () => {
  const before = await ledgerOf(victim.id)
  await expect(cancelMembership(cast.otherCreator, row.id)).rejects.toMatchObject({ code: 'PT404' })
  await expect(spend(cast.otherCreator, 1)).rejects.toMatchObject({ code: 'PT402' })
  await expireCredits(cast.otherCreator)
  expect(await ledgerOf(victim.id)).toEqual(before)
  const { credits } = await rowOf<{ credits: number }>(
    database,
    'select credits from user_credits where id = $1',
    [row.id],
  )
  expect(credits).toBe(40)
})

test('claims that name someone else as well change nothing', async () => {
  const forged: Persona = {
    role: 'authenticated',
    claims: { ...cast.otherCreator.claims, user_id: victim.id, email: victim.email, role: 'authenticated' },
  }
  expect(await as(forged, (db) => rowsOf(db, 'select id from public.user_credits'))).toEqual([])
})
