import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { correct, grant, ledgerOf, purchase, spend } from '../support/credit-calls.ts'
import { database, inTransaction, rowOf } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { become, type Persona, signedIn } from '../support/personas.ts'

const admin = signedIn(await createAccount({ role: 'admin' }))

/** Each call, with a key, against a creator who has 100 credits. */
const CALLS: [string, (me: Persona, id: string, key: string) => Promise<unknown>][] = [
  ['spend_credits', (me, _id, key) => spend(me, 10, { key })],
  ['purchase_credits', (me, _id, key) => purchase(me, 'creator-monthly', key)],
  ['grant_credits', (_me, id, key) => grant(admin, id, 10, { key })],
  ['correct_credits', (_me, id, key) => correct(admin, id, -10, { key })],
]

test.each(CALLS)('%s sent again gives the first answer and counts once', async (_name, call) => {
  const { id, me } = await someone()
  const key = randomUUID()
  const first = await call(me, id, key)
  await createCredits(id, { credits: 5 })
  const entries = await ledgerOf(id)

  expect(await call(me, id, key)).toEqual(first)
  expect(await ledgerOf(id)).toEqual(entries)
})

test.each(CALLS)('%s sent many times at once counts once, with one answer for all', async (_name, call) => {
  const { id, me } = await someone()
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 6 }, () => call(me, id, key)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1)
  expect(await ledgerOf(id)).toHaveLength(2)
})

test('a key that was used for something else is refused', async () => {
  const { id, me } = await someone()
  const key = randomUUID()
  await spend(me, 10, { key })

  const refusal = { code: 'PT409', message: 'This idempotency key belongs to another request.' }
  await expect(spend(me, 11, { key })).rejects.toMatchObject(refusal)
  await expect(spend(me, 10, { key, reason: 'Something else' })).rejects.toMatchObject(refusal)
  await expect(purchase(me, 'pack-100', key)).rejects.toMatchObject(refusal)
  expect(await ledgerOf(id)).toHaveLength(2)
})

test('a call without a key is refused', async () => {
  const { me } = await someone()
  await expect(spend(me, 10, { key: null as unknown as string })).rejects.toMatchObject({ code: 'PT400' })
})

test('a key is its user’s own: the same key of another counts for itself', async () => {
  const [mine, theirs] = [await someone(), await someone()]
  const key = randomUUID()
  await spend(mine.me, 10, { key })
  expect(await spend(theirs.me, 30, { key })).toEqual({ credits: 70, spent: 30 })
})

test('a call that failed leaves its key free', async () => {
  const { id, me } = await someone()
  const key = randomUUID()
  await expect(spend(me, 150, { key })).rejects.toMatchObject({ code: 'PT402' })
  await createCredits(id, { credits: 50 })
  expect(await spend(me, 150, { key })).toEqual({ credits: 0, spent: 150 })
})

test('when the first of two equal calls is undone, the second takes its place', async () => {
  const { id, me } = await someone()
  const key = randomUUID()
  const second = await inTransaction('rollback', async (db) => {
    const { pid } = await rowOf<{ pid: number }>(db, 'select pg_backend_pid() as pid')
    await become(db, me)
    await db.query("select public.spend_credits(10, 'Portrait', $1)", [key])
    const answer = spend(me, 10, { key })
    await expect.poll(() => isAwaited(pid), { interval: 5, timeout: 10_000 }).toBe(true)
    return { answer }
  })
  expect(await second.answer).toEqual({ credits: 90, spent: 10 })
  expect(await ledgerOf(id)).toHaveLength(2)
})

async function someone() {
  const account = await createAccount()
  await createCredits(account.id, { credits: 100 })
  return { id: account.id, me: signedIn(account) }
}

async function isAwaited(pid: number): Promise<boolean> {
  const { awaited } = await rowOf<{ awaited: boolean }>(
    database,
    'select exists (select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))) as awaited',
    [pid],
  )
  return awaited
}
