import { expect, test } from 'vitest'
import { cancelMembership, grant, purchase, spend } from '../support/credit-calls.ts'
import { database, rowOf } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { as, createCast, type Persona, signedIn } from '../support/personas.ts'

type CreditAccount = {
  balance: Record<string, unknown> & { message: string }
  grants: { id: string; credits: number; status: string; plan_type: string }[]
  entries: { id: number; delta: number; balance_after: number; actor_id: string; actor_name: string }[]
  next_expiry_at: string | null
  has_lapsed: boolean
  as_of: string | null
}

const cast = await createCast()

test('someone who never had credits', async () => {
  const { me } = await someone()
  expect(await read(me)).toMatchObject({
    balance: {
      credits: 0,
      membership_status: 'none',
      plan_type: null,
      can_buy: true,
      has_ever_had_subscription: false,
      message: 'No credits yet. A membership or a pack is a start.',
      subscription_id: null,
      membership: null,
      expires_at: null,
    },
    grants: [],
    entries: [],
    next_expiry_at: null,
    has_lapsed: false,
  })
})

test('a member with a pack: the membership is the plan, the total counts both', async () => {
  const { me } = await someone()
  await purchase(me, 'pack-100')
  await purchase(me, 'creator-monthly')
  const account = await read(me)
  expect(account.balance).toEqual({
    credits: 400,
    membership_status: 'active',
    plan_type: 'subscription',
    can_buy: false,
    has_ever_had_subscription: true,
    message: 'Your membership is active.',
    subscription_id: expect.stringMatching(/^test_sub_/),
    membership: 'Creator monthly',
    expires_at: expect.any(String),
  })
  expect(account.next_expiry_at).toBe(account.balance.expires_at)
})

test('a member without credits can buy packs only', async () => {
  const { me } = await someone()
  await purchase(me, 'creator-monthly')
  await spend(me, 300)
  expect((await read(me)).balance).toMatchObject({
    credits: 0,
    membership_status: 'active',
    can_buy: false,
    message: 'Your membership is active, and its credits are used up. A pack adds more.',
  })
})

test('a pack alone is a plan too', async () => {
  const { me } = await someone()
  await purchase(me, 'pack-100')
  expect((await read(me)).balance).toMatchObject({
    credits: 100,
    membership_status: 'active',
    plan_type: 'one_time',
    can_buy: true,
    has_ever_had_subscription: false,
    membership: '100 credits',
  })
})

test('a pack that is used up has expired by itself', async () => {
  const { me } = await someone()
  await purchase(me, 'pack-100')
  await spend(me, 100)
  expect((await read(me)).balance).toMatchObject({
    credits: 0,
    membership_status: 'expired',
    can_buy: true,
    message: 'Your credits are used up or have expired. A membership or a pack adds more.',
  })
})

test('a cancelled membership is cancelled and its credits are there until its end', async () => {
  const { me } = await someone()
  const { user_credits_id: id } = await purchase(me, 'creator-monthly')
  await cancelMembership(me, id)
  expect((await read(me)).balance).toMatchObject({
    credits: 300,
    membership_status: 'cancelled',
    plan_type: 'subscription',
    membership: 'Creator monthly',
    can_buy: true,
    message: 'Your membership is cancelled. Its credits can be used until it ends.',
  })
})

test('a row past its end reads as expired before anybody has swept it', async () => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 40, planType: 'subscription', expiresInMinutes: -1 })
  const account = await read(me)
  expect(account.balance).toMatchObject({
    credits: 0,
    membership_status: 'expired',
    can_buy: true,
    has_ever_had_subscription: true,
  })
  expect(account.grants).toEqual([expect.objectContaining({ status: 'expired', credits: 40 })])
  expect(account).toMatchObject({ has_lapsed: true, next_expiry_at: null })
})

test('rows come in the order in which they pay, then those that have ended', async () => {
  const { creator, me } = await someone()
  const ended = await createCredits(creator.id, { credits: 5, status: 'expired' })
  const never = await createCredits(creator.id, { credits: 5, ageMinutes: 90 })
  const soon = await createCredits(creator.id, { credits: 5, expiresInMinutes: 10 })
  const later = await createCredits(creator.id, { credits: 5, expiresInMinutes: 99, ageMinutes: 60 })
  const account = await read(me)
  expect(account.grants.map((row) => row.id)).toEqual([soon.id, later.id, never.id, ended.id])
})

test('entries come newest first, as many as asked for, with the name of who made them', async () => {
  const { creator, me } = await someone()
  await grant(cast.admin, creator.id, 50)
  await spend(me, 20)
  await database.query(
    "update user_credits set credits = credits + 1 where user_id = $1 and status = 'active'",
    [creator.id],
  )
  const { entries } = await read(me)
  expect(entries.map(({ delta, balance_after, actor_name }) => [delta, balance_after, actor_name])).toEqual([
    [1, 31, null],
    [-20, 30, 'Test Person'],
    [50, 50, 'Admin'],
  ])
  expect((await read(me, 2)).entries).toEqual(entries.slice(0, 2))
  expect((await read(me, -1)).entries).toEqual(entries.slice(0, 1))
  expect(JSON.stringify(entries)).not.toContain('@')
})

test('an admin reads their own account, not everyone’s', async () => {
  const { creator } = await someone()
  await createCredits(creator.id, { credits: 40 })
  expect(await read(cast.admin)).toMatchObject({ balance: { credits: 0 }, grants: [], entries: [] })
})

test('a guest is told that there is nothing to buy', async () => {
  expect((await read(cast.guest)).balance).toMatchObject({
    credits: 0,
    can_buy: false,
    message: 'Guests have no credits. Create an account to buy some.',
  })
})

test('a visitor reads nothing', async () => {
  await expect(read(cast.anon)).rejects.toMatchObject({ code: '42501' })
})

async function someone() {
  const creator = await createAccount()
  return { creator, me: signedIn(creator) }
}

async function read(persona: Persona, entryLimit = 50): Promise<CreditAccount> {
  const { account } = await as(persona, (db) =>
    rowOf<{ account: CreditAccount }>(db, 'select public.get_credit_account($1) as account', [entryLimit]),
  )
  return account
}
