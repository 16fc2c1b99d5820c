import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { addBySql, ledgerOf } from '../support/credit-calls.ts'
import { database, inTransaction, rowOf } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { actAs, createCast } from '../support/personas.ts'

const cast = await createCast()

/** Each change of a row with 40 active credits, and what the ledger makes of it. */
const CHANGES: [string, string, number[]][] = [
  ['more credits', 'update user_credits set credits = 50 where id = $1', [10]],
  ['fewer credits', 'update user_credits set credits = 15 where id = $1', [-25]],
  ['the same credits', 'update user_credits set credits = credits where id = $1', []],
  ['no credits', 'update user_credits set credits = 0 where id = $1', [-40]],
  ['an end of the row', "update user_credits set status = 'expired' where id = $1", [-40]],
  ['a cancellation', "update user_credits set status = 'cancelled' where id = $1", [-40]],
  [
    'credits and end at once',
    "update user_credits set credits = 90, status = 'expired' where id = $1",
    [-40],
  ],
  ['another name', "update user_credits set membership = 'Renamed' where id = $1", []],
  ['a deletion', 'delete from user_credits where id = $1', [-40]],
]

test.each(CHANGES)('%s', async (_change, statement, deltas) => {
  const creator = await createAccount()
  const row = await createCredits(creator.id, { credits: 40 })
  await database.query(statement, [row.id])
  expect((await ledgerOf(creator.id)).map((entry) => entry.delta)).toEqual([40, ...deltas])
})

test('a row that is not active counts for nothing until it is', async () => {
  const creator = await createAccount()
  const row = await createCredits(creator.id, { credits: 40, status: 'cancelled' })
  await database.query('update user_credits set credits = 60 where id = $1', [row.id])
  expect(await ledgerOf(creator.id)).toEqual([])
  await database.query("update user_credits set status = 'active' where id = $1", [row.id])
  expect((await ledgerOf(creator.id)).map((entry) => entry.balance_after)).toEqual([60])
})

test('a removed row that counted for nothing leaves an entry of zero', async () => {
  const creator = await createAccount()
  const row = await createCredits(creator.id, { credits: 40, status: 'expired' })
  await database.query('delete from user_credits where id = $1', [row.id])
  const [entry] = await ledgerOf(creator.id)
  expect(entry).toMatchObject({ delta: 0, balance_after: 0, user_credits_id: row.id })
})

test('a one-time row without credits is expired, a membership without credits is not', async () => {
  const creator = await createAccount()
  const { status } = await createCredits(creator.id, { credits: 0 })
  const membership = await createCredits(creator.id, { credits: 0, planType: 'subscription' })
  expect([status, membership.status]).toEqual(['expired', 'active'])
})

test('one statement over several rows leaves an entry for each, with a running balance', async () => {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 10 })
  await createCredits(creator.id, { credits: 20 })
  await addBySql(creator.id, 5)
  expect((await ledgerOf(creator.id)).map((entry) => entry.balance_after)).toEqual([10, 30, 35, 40])
})

test('the service key is written down without an actor, a person with', async () => {
  const row = await createCredits(cast.accounts.creator.id, { credits: 10 })
  await actAs(cast.service, (db) =>
    db.query('update public.user_credits set credits = 12 where id = $1', [row.id]),
  )
  expect((await ledgerOf(cast.accounts.creator.id)).at(-1)).toMatchObject({
    delta: 2,
    actor_id: null,
    reason: 'Changed outside the app',
  })
})

test('someone in psql can say why', async () => {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 10 })
  await inTransaction('commit', async (db) => {
    await db.query("set local rowcast.credit_reason = 'Settled by phone'")
    await db.query('update user_credits set credits = 4 where user_id = $1', [creator.id])
  })
  await addBySql(creator.id, 1)
  expect((await ledgerOf(creator.id)).slice(-2).map((entry) => entry.reason)).toEqual([
    'Settled by phone',
    'Changed outside the app',
  ])
})

test('credits below zero and beyond 32 bits are refused, and change nothing', async () => {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 40 })
  await expect(addBySql(creator.id, -41)).rejects.toMatchObject({
    code: '23514',
    constraint: 'user_credits_not_negative',
  })
  await expect(addBySql(creator.id, 2_147_483_647)).rejects.toMatchObject({ code: '22003' })
  expect(await ledgerOf(creator.id)).toHaveLength(1)
})

test('a balance beyond 32 bits is counted as it is', async () => {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 2_147_483_647 })
  await createCredits(creator.id, { credits: 2_147_483_647 })
  const { balance } = await rowOf<{ balance: string }>(
    database,
    'select balance from private.credit_balances where user_id = $1',
    [creator.id],
  )
  expect(balance).toBe('4294967294')
})

test.each([
  ['to another creator', 'update user_credits set user_id = $2 where id = $1'],
  ['to another id', 'update user_credits set id = $2 where id = $1'],
])('a row cannot move %s', async (_where, statement) => {
  const [creator, other] = [await createAccount(), await createAccount()]
  const row = await createCredits(creator.id, { credits: 40 })
  await expect(database.query(statement, [row.id, other.id])).rejects.toMatchObject({ code: 'PT400' })
})

test.each([
  ['updated', 'update credit_transactions set reason = $2 where user_id = $1'],
  ['deleted', 'delete from credit_transactions where user_id = $1 and reason <> $2'],
  [
    'inserted',
    `insert into credit_transactions (user_id, user_credits_id, delta, balance_after, reason, created_at)
     values ($1, $1, 5, 5, $2, now())`,
  ],
])('an entry cannot be %s, not even by the owner of the table', async (_verb, statement) => {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 40 })
  await expect(database.query(statement, [creator.id, 'Forged'])).rejects.toMatchObject({ code: 'PT409' })
})

test.each(['credit_transactions', 'user_credits'])('%s is never truncated', async (table) => {
  // Asked again and again for a moment each, because whoever waits for a whole table makes all others wait.
  const refusal = () =>
    inTransaction('rollback', async (db) => {
      await db.query("set local lock_timeout = '50ms'")
      await db.query(`truncate ${table}`)
    }).catch((error: pg.DatabaseError) => error.code)
  await expect.poll(refusal, { interval: 50, timeout: 20_000 }).toBe('PT409')
})

test('deleting an account takes its ledger and leaves all others', async () => {
  const [gone, kept] = [await createAccount(), await createAccount()]
  await createCredits(gone.id, { credits: 40 })
  await createCredits(kept.id, { credits: 40 })
  await database.query('delete from auth.users where id = $1', [gone.id])
  expect(await ledgerOf(gone.id)).toEqual([])
  expect(await ledgerOf(kept.id)).toHaveLength(1)
})

test('entries of one creator have ids and times in one order, also when made at once', async () => {
  const creator = await createAccount()
  await Promise.all(Array.from({ length: 10 }, () => createCredits(creator.id, { credits: 1 })))
  const { ordered } = await rowOf<{ ordered: boolean }>(
    database,
    `select array_agg(id order by id) = array_agg(id order by created_at, id)
       and array_agg(balance_after order by id) = array(select generate_series(1, 10))::bigint[] as ordered
     from credit_transactions where user_id = $1`,
    [creator.id],
  )
  expect(ordered).toBe(true)
})

test('a row for nobody is refused', async () => {
  await expect(createCredits(randomUUID())).rejects.toMatchObject({ code: '23503' })
})
