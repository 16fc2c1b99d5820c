import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { correct, grant, ledgerOf, purchase } from '../support/credit-calls.ts'
import { rowsOf } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { as, createCast, type Persona, signedIn } from '../support/personas.ts'

type Listed = {
  user_id: string
  display_name: string
  email: string
  role: string
  credits: string
  membership: string | null
  last_change_at: Date | null
}

const cast = await createCast()

test('a grant to someone who has nothing makes a one-time row, in the admin’s name', async () => {
  const creator = await createAccount()
  const key = randomUUID()
  expect(await grant(cast.admin, creator.id, 25, { reason: 'Welcome', key })).toEqual({ credits: 25 })
  expect(await ledgerOf(creator.id)).toEqual([
    expect.objectContaining({
      delta: 25,
      balance_after: 25,
      reason: 'Welcome',
      actor_id: cast.accounts.admin.id,
      idempotency_key: key,
    }),
  ])
})

test('a grant stands beside what was there, so that it can be told apart', async () => {
  const creator = await createAccount()
  const mine = await createCredits(creator.id, { credits: 10, planType: 'subscription', expiresInMinutes: 9 })
  expect(await grant(cast.admin, creator.id, 25)).toEqual({ credits: 35 })
  expect((await ledgerOf(creator.id)).at(-1)?.user_credits_id).not.toBe(mine.id)
})

test('a correction goes both ways', async () => {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 10, expiresInMinutes: 60 })
  await createCredits(creator.id, { credits: 10 })
  expect(await correct(cast.admin, creator.id, 5)).toEqual({ credits: 25 })
  expect(await correct(cast.admin, creator.id, -12)).toEqual({ credits: 13 })
  expect((await ledgerOf(creator.id)).map((entry) => entry.delta)).toEqual([10, 10, 5, -10, -2])
})

test('a correction below zero is refused and changes nothing', async () => {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 10 })
  await expect(correct(cast.admin, creator.id, -11)).rejects.toMatchObject({
    code: 'PT402',
    message: 'Not enough credits: 11 needed, 10 there.',
  })
  expect(await ledgerOf(creator.id)).toHaveLength(1)
})

test.each([0, null, 1_000_001, -1_000_001])('a correction of %s is refused', async (delta) => {
  const creator = await createAccount()
  await expect(correct(cast.admin, creator.id, delta as number)).rejects.toMatchObject({ code: 'PT400' })
})

test.each([0, -1, 1_000_001, null])('a grant of %s is refused', async (amount) => {
  const creator = await createAccount()
  await expect(grant(cast.admin, creator.id, amount as number)).rejects.toMatchObject({ code: 'PT400' })
})

test.each([
  ['nobody', randomUUID()],
  ['a guest', cast.accounts.guest.id],
])('credits for %s are refused', async (_case, id) => {
  await expect(grant(cast.admin, id, 5)).rejects.toMatchObject({ code: 'PT404' })
  await expect(correct(cast.admin, id, 5)).rejects.toMatchObject({ code: 'PT404' })
})

test.each([
  ['a guest', cast.guest, '42501'],
  ['a creator', cast.creator, '42501'],
  ['a teacher', cast.teacher, '42501'],
  ['a visitor', cast.anon, '42501'],
  ['the service key', cast.service, '42501'],
  ['a token without a subject', { role: 'authenticated', claims: {} } as Persona, 'PT401'],
])('%s can neither grant, correct nor list', async (_name, persona, code) => {
  const id = cast.accounts.creator.id
  await expect(grant(persona, id, 5)).rejects.toMatchObject({ code })
  await expect(correct(persona, id, 5)).rejects.toMatchObject({ code })
  await expect(as(persona, (db) => db.query('select public.list_creators()'))).rejects.toMatchObject({ code })
})

test('an admin finds creators by name or e-mail address, with what they have', async () => {
  const mark = randomUUID()
  const creator = await createAccount({ displayName: `Zoe ${mark}` })
  await purchase(signedIn(creator), 'creator-monthly')
  await createCredits(creator.id, { credits: 7, expiresInMinutes: -1 })

  const found = await list(mark)
  expect(found).toEqual([
    {
      user_id: creator.id,
      display_name: `Zoe ${mark}`,
      email: creator.email,
      role: 'member',
      credits: '300',
      membership: 'Creator monthly',
      last_change_at: expect.any(Date),
    },
  ])
  expect(await list(`ZOE ${mark}`.toUpperCase())).toEqual(found)
  expect(await list(creator.email ?? '')).toEqual(found)
})

test('the list is paged, ordered by name, and guests are not on it', async () => {
  const mark = randomUUID()
  for (const name of ['C', 'A', 'B']) await createAccount({ displayName: `${mark} ${name}` })
  const names = async (limit: number, offset: number) =>
    (await list(mark, limit, offset)).map((row) => row.display_name.slice(-1))
  expect(await names(2, 0)).toEqual(['A', 'B'])
  expect(await names(2, 2)).toEqual(['C'])
  expect(await names(-5, -5)).toEqual(['A'])
  expect((await list('Guest', 200)).map((row) => row.user_id)).not.toContain(cast.accounts.guest.id)
})

test('what an admin types is looked for as it is, wildcards included', async () => {
  const mark = randomUUID()
  await createAccount({ displayName: `${mark} 100%_sure\\` })
  await createAccount({ displayName: `${mark} 1000 sure` })
  expect(await list(`${mark} 100%_sure\\`)).toHaveLength(1)
  expect(await list(`${mark} 100%`)).toHaveLength(1)
})

function list(search: string, limit = 50, offset = 0): Promise<Listed[]> {
  return as(cast.admin, (db) =>
    rowsOf<Listed>(db, 'select * from public.list_creators($1, $2, $3)', [search, limit, offset]),
  )
}
