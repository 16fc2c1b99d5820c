import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { cancelMembership, ledgerOf, purchase, spend } from '../support/credit-calls.ts'
import { database, rowOf, rowsOf } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { signedIn } from '../support/personas.ts'

type Row = {
  id: string
  credits: number
  status: string
  plan_type: string
  membership: string
  has_subscription_id: boolean
  days_left: number | null
}

test('a pack adds a one-time row that never expires', async () => {
  const { creator, me } = await someone()
  const answer = await purchase(me, 'pack-100')
  expect(answer).toEqual({ credits: 100, user_credits_id: expect.any(String) })
  expect(await rowsOfCreator(creator.id)).toEqual([
    {
      id: answer.user_credits_id,
      credits: 100,
      status: 'active',
      plan_type: 'one_time',
      membership: '100 credits',
      has_subscription_id: false,
      days_left: null,
    },
  ])
  expect((await ledgerOf(creator.id)).at(-1)).toMatchObject({
    delta: 100,
    reason: 'Bought 100 credits',
    actor_id: creator.id,
  })
})

test('a membership adds a subscription row for its interval', async () => {
  const { creator, me } = await someone()
  const { user_credits_id: id } = await purchase(me, 'creator-monthly')
  expect(await rowsOfCreator(creator.id)).toEqual([
    {
      id,
      credits: 300,
      status: 'active',
      plan_type: 'subscription',
      membership: 'Creator monthly',
      has_subscription_id: true,
      days_left: 30,
    },
  ])
})

test('a package is named by slug or by id', async () => {
  const { me } = await someone()
  const { id } = await rowOf<{ id: string }>(
    database,
    "select id from credit_packages where slug = 'pack-500'",
  )
  expect(await purchase(me, id)).toMatchObject({ credits: 500 })
  expect(await purchase(me, 'pack-100')).toMatchObject({ credits: 600 })
})

test.each([
  ['an unknown package', 'pack-9'],
  ['an unknown id', randomUUID()],
  ['no package', null],
])('%s is refused', async (_case, name) => {
  const { me } = await someone()
  await expect(purchase(me, name as string)).rejects.toMatchObject({ code: 'PT404' })
})

test('a package that is no longer on sale is refused', async () => {
  const { me } = await someone()
  const slug = `old-${randomUUID()}`
  await database.query(
    `insert into credit_packages (slug, name, kind, credits, price, currency, is_active)
     values ($1, 'Old', 'one_time', 5, 100, 'INR', false)`,
    [slug],
  )
  await expect(purchase(me, slug)).rejects.toMatchObject({ code: 'PT404' })
})

test('there is one membership at a time, also when two are bought at once; packs are no obstacle', async () => {
  const { creator, me } = await someone()
  await purchase(me, 'pack-100')
  const outcomes = await Promise.allSettled([
    purchase(me, 'creator-monthly'),
    purchase(me, 'studio-monthly'),
    purchase(me, 'creator-monthly'),
  ])
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.map((outcome) => outcome.reason.code)).toEqual(['PT409', 'PT409'])
  await purchase(me, 'pack-100')
  const memberships = (await rowsOfCreator(creator.id)).filter((row) => row.plan_type === 'subscription')
  expect(memberships).toHaveLength(1)
})

test('a membership that has lapsed, swept or not, makes room for the next', async () => {
  const { creator, me } = await someone()
  await createCredits(creator.id, { credits: 40, planType: 'subscription', expiresInMinutes: -1 })
  expect(await purchase(me, 'creator-monthly')).toMatchObject({ credits: 300 })
})

test('buying is limited, and a limit is a sentence', async () => {
  const { creator, me } = await someone()
  await purchase(me, 'pack-100')
  await database.query(
    "update private.rate_limits set count = 30, expires_at = now() + interval '1 hour' where key = $1",
    [`purchase_credits:${creator.id}`],
  )
  await expect(purchase(me, 'pack-100')).rejects.toMatchObject({
    code: 'PT429',
    message: 'Too many purchases. Try again in a minute.',
  })
})

test('cancelling ends the membership and keeps its credits until its end', async () => {
  const { creator, me } = await someone()
  const { user_credits_id: id } = await purchase(me, 'creator-monthly')
  await spend(me, 100)

  expect(await cancelMembership(me, id)).toEqual({ credits: 200 })

  const rows = await rowsOfCreator(creator.id)
  expect(
    rows.map(({ credits, status, plan_type, days_left }) => ({ credits, status, plan_type, days_left })),
  ).toEqual([
    { credits: 0, status: 'cancelled', plan_type: 'subscription', days_left: 30 },
    { credits: 200, status: 'active', plan_type: 'one_time', days_left: 30 },
  ])
  expect((await ledgerOf(creator.id)).slice(-2).map(({ delta, reason }) => [delta, reason])).toEqual([
    [-200, 'Cancelled Creator monthly'],
    [200, 'Kept from Creator monthly'],
  ])
})

test('cancelling twice, even at once, is cancelling once', async () => {
  const { creator, me } = await someone()
  const { user_credits_id: id } = await purchase(me, 'creator-monthly')
  const answers = await Promise.all([cancelMembership(me, id), cancelMembership(me, id)])
  expect(answers).toEqual([{ credits: 300 }, { credits: 300 }])
  expect(await ledgerOf(creator.id)).toHaveLength(3)
})

test('a membership with nothing left is cancelled without a trace on the ledger', async () => {
  const { creator, me } = await someone()
  const { user_credits_id: id } = await purchase(me, 'creator-monthly')
  await spend(me, 300)
  await cancelMembership(me, id)
  expect(await rowsOfCreator(creator.id)).toEqual([
    expect.objectContaining({ status: 'cancelled', credits: 0 }),
  ])
  expect(await ledgerOf(creator.id)).toHaveLength(2)
})

test('after cancelling, the next membership can be bought', async () => {
  const { me } = await someone()
  const { user_credits_id: id } = await purchase(me, 'creator-monthly')
  await cancelMembership(me, id)
  expect(await purchase(me, 'studio-monthly')).toMatchObject({ credits: 1800 })
})

test('only one’s own running membership can be cancelled', async () => {
  const [mine, theirs] = [await someone(), await someone()]
  const { user_credits_id: foreign } = await purchase(theirs.me, 'creator-monthly')
  const { user_credits_id: pack } = await purchase(mine.me, 'pack-100')
  const lapsed = await createCredits(mine.creator.id, { planType: 'subscription', expiresInMinutes: -1 })

  await expect(cancelMembership(mine.me, foreign)).rejects.toMatchObject({ code: 'PT404' })
  await expect(cancelMembership(mine.me, pack)).rejects.toMatchObject({ code: 'PT404' })
  await expect(cancelMembership(mine.me, randomUUID())).rejects.toMatchObject({ code: 'PT404' })
  await expect(cancelMembership(mine.me, lapsed.id)).rejects.toMatchObject({ code: 'PT409' })
  expect(await rowsOfCreator(theirs.creator.id)).toEqual([expect.objectContaining({ status: 'active' })])
})

test('guests buy nothing', async () => {
  const guest = await createAccount({ isGuest: true })
  await expect(purchase(signedIn(guest), 'pack-100')).rejects.toMatchObject({
    code: 'PT403',
    message: 'Guests cannot do this. Create an account first.',
  })
})

async function someone() {
  const creator = await createAccount()
  return { creator, me: signedIn(creator) }
}

function rowsOfCreator(userId: string): Promise<Row[]> {
  return rowsOf<Row>(
    database,
    `select id, credits, status, plan_type, membership, subscription_id is not null as has_subscription_id,
       round(extract(epoch from expires_at - now()) / 86400)::int as days_left
     from user_credits where user_id = $1 order by created_at, id`,
    [userId],
  )
}
