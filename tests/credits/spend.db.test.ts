import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addBySql, expireCredits, ledgerOf, spend } from '../support/credit-calls.ts'
import { database, inTransaction, rowOf, rowsOf } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { signedIn } from '../support/personas.ts'

type Row = { id: string; credits: number; status: string }

test('a spend takes the amount, and the ledger says what for and by whom', async () => {
  const { creator, me } = await someone()
  const row = await createCredits(creator.id, { credits: 50 })
  const key = randomUUID()

  expect(await spend(me, 20, { reason: '  Portrait ', key })).toEqual({ credits: 30, spent: 20 })

  expect(await rowsOfCreator(creator.id)).toEqual([{ id: row.id, credits: 30, status: 'active' }])
  expect((await ledgerOf(creator.id)).at(-1)).toMatchObject({
    user_credits_id: row.id,
    delta: -20,
    balance_after: 30,
    reason: 'Portrait',
    actor_id: creator.id,
    idempotency_key: key,
  })
})

test('what expires first pays first, and what never expires pays last', async () => {
  const { creator, me } = await someone()
  const never = await createCredits(creator.id, { credits: 10, ageMinutes: 90 })
  const later = await createCredits(creator.id, { credits: 10, expiresInMinutes: 200, ageMinutes: 60 })
  const soon = await createCredits(creator.id, { credits: 10, expiresInMinutes: 100 })

  await spend(me, 25)

  const paid = (await ledgerOf(creator.id)).filter((entry) => entry.delta < 0)
  expect(paid.map((entry) => [entry.user_credits_id, entry.delta])).toEqual([
    [soon.id, -10],
    [later.id, -10],
    [never.id, -5],
  ])
})

test('of rows that expire together the oldest pays first', async () => {
  const { creator, me } = await someone()
  const young = await createCredits(creator.id, { credits: 10, ageMinutes: 1 })
  const old = await createCredits(creator.id, { credits: 10, ageMinutes: 9 })

  await spend(me, 10)

  const rows = await rowsOfCreator(creator.id)
  expect(rows.find((row) => row.id === old.id)?.credits).toBe(0)
  expect(rows.find((row) => row.id === young.id)?.credits).toBe(10)
})

test('a one-time row that is used up expires; a membership that is used up goes on', async () => {
  const { creator, me } = await someone()
  const pack = await createCredits(creator.id, { credits: 10 })
  const membership = await createCredits(creator.id, {
    credits: 10,
    planType: 'subscription',
    expiresInMinutes: 99,
  })

  await spend(me, 20)

  const status = Object.fromEntries((await rowsOfCreator(creator.id)).map((row) => [row.id, row.status]))
  expect(status).toEqual({ [pack.id]: 'expired', [membership.id]: 'active' })
})

test('more than there is is refused, says so, and changes nothing', async () => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 30 })
  await createCredits(creator.id, { credits: 15, expiresInMinutes: 99 })
  const before = await ledgerOf(creator.id)

  await expect(spend(me, 46)).rejects.toMatchObject({
    code: 'PT402',
    message: 'Not enough credits: 46 needed, 45 there.',
  })

  expect(await ledgerOf(creator.id)).toEqual(before)
})

test('credits past their end cannot be spent, swept or not', async () => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 40, expiresInMinutes: -1 })
  await createCredits(creator.id, { credits: 10 })
  await createCredits(creator.id, { credits: 99, status: 'cancelled' })

  await expect(spend(me, 11)).rejects.toMatchObject({ code: 'PT402' })
  expect(await spend(me, 10)).toEqual({ credits: 0, spent: 10 })

  const entries = await ledgerOf(creator.id)
  expect(entries.slice(-2).map(({ delta, reason, actor_id }) => ({ delta, reason, actor_id }))).toEqual([
    { delta: -40, reason: 'Expired', actor_id: null },
    { delta: -10, reason: 'Portrait', actor_id: creator.id },
  ])
})

test('the sweep ends lapsed rows once, of its caller only', async () => {
  const [{ creator, me }, other] = [await someone(), await someone()]
  await createCredits(creator.id, { credits: 40, expiresInMinutes: -1 })
  await createCredits(creator.id, { credits: 10, expiresInMinutes: 60 })
  await createCredits(other.creator.id, { credits: 40, expiresInMinutes: -1 })

  expect(await expireCredits(me)).toBe(1)
  expect(await expireCredits(me)).toBe(0)

  expect((await rowsOfCreator(creator.id)).map((row) => row.status).sort()).toEqual(['active', 'expired'])
  expect((await rowsOfCreator(other.creator.id)).map((row) => row.status)).toEqual(['active'])
})

test.each([
  ['nothing', 0],
  ['a negative amount', -5],
  ['too much at once', 1_000_001],
  ['no amount', null],
])('%s is refused', async (_case, amount) => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 50 })
  await expect(spend(me, amount as number)).rejects.toMatchObject({
    code: 'PT400',
    message: 'The amount must be a whole number from 1 to 1,000,000.',
  })
})

test.each([
  ['no reason', null],
  ['a blank reason', '   '],
  ['an endless reason', 'x'.repeat(201)],
  ['a reason of two lines', 'a\nb'],
])('%s is refused', async (_case, reason) => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 50 })
  await expect(spend(me, 5, { reason: reason as string })).rejects.toMatchObject({ code: 'PT400' })
})

test('an amount beyond 32 bits is refused before anything runs', async () => {
  const { me } = await someone()
  await expect(spend(me, 2 ** 31)).rejects.toMatchObject({ code: '22003' })
})

test('guests and visitors are refused', async () => {
  const guest = await createAccount({ isGuest: true })
  await createCredits(guest.id, { credits: 50 })
  await expect(spend(signedIn(guest), 5)).rejects.toMatchObject({ code: 'PT403' })
  await expect(spend({ role: 'anon', claims: { role: 'anon' } }, 5)).rejects.toMatchObject({ code: '42501' })
  await expect(spend({ role: 'authenticated', claims: { role: 'authenticated' } }, 5)).rejects.toMatchObject({
    code: 'PT401',
  })
})

test('many spends at once never take more than there is', async () => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 35 })
  await createCredits(creator.id, { credits: 35, expiresInMinutes: 60 })

  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => spend(me, 10)))

  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(7)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'PT402' })
  }
  expect((await ledgerOf(creator.id)).at(-1)?.balance_after).toBe(0)
})

test('a spend that meets a plain update in a deadly embrace gives way, and both succeed', async () => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 10 })
  await createCredits(creator.id, { credits: 10, expiresInMinutes: 60 })
  const [first, second] = await rowsOf<Row>(
    database,
    'select id from user_credits where user_id = $1 order by id',
    [creator.id],
  )

  const { answer } = await inTransaction('commit', async (sql) => {
    const { pid } = await rowOf<{ pid: number }>(sql, 'select pg_backend_pid() as pid')
    await sql.query('update user_credits set credits = credits + 5 where id = $1', [second?.id])
    const answer = spend(me, 15)
    await untilASpendWaitsFor(pid)
    // The spend holds the first row and waits for the second.
    await sql.query('update user_credits set credits = credits + 5 where id = $1', [first?.id])
    return { answer }
  })

  expect(await answer).toEqual({ credits: 15, spent: 15 })
})

test('a plain update through SQL is on the ledger as what it is', async () => {
  const { creator } = await someone()
  const row = await createCredits(creator.id, { credits: 50 })
  await addBySql(creator.id, 10)
  expect((await ledgerOf(creator.id)).at(-1)).toEqual({
    id: expect.any(String),
    user_credits_id: row.id,
    delta: 10,
    balance_after: 60,
    reason: 'Changed outside the app',
    actor_id: null,
    idempotency_key: null,
  })
})

async function someone() {
  const creator = await createAccount()
  return { creator, me: signedIn(creator) }
}

function rowsOfCreator(userId: string): Promise<Row[]> {
  return rowsOf<Row>(
    database,
    'select id, credits, status from user_credits where user_id = $1 order by created_at, id',
    [userId],
  )
}

/** Asks Postgres until a spend waits for a lock that `pid` holds. */
async function untilASpendWaitsFor(pid: number): Promise<void> {
  const waiting = `select pid from pg_stat_activity
    where $1 = any (pg_blocking_pids(pid)) and query like '%spend_credits%'`
  await expect.poll(() => rowsOf(database, waiting, [pid]), { interval: 5, timeout: 10_000 }).not.toEqual([])
}
