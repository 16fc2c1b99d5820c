import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addBySql, correct, expireCredits, grant, purchase, spend } from '../support/credit-calls.ts'
import { creditViolations } from '../support/credit-invariants.ts'
import { database } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { signedIn } from '../support/personas.ts'

/** One change of a creator's credits, by one of the ways there are. */
type Change =
  | { way: 'spend'; amount: number }
  | { way: 'grant'; amount: number }
  | { way: 'correct'; delta: number }
  | { way: 'buy a pack' }
  | { way: 'sweep' }
  | { way: 'plain update'; delta: number }
  | { way: 'plain update of everyone'; delta: number }
  | { way: 'insert'; credits: number; expiresInMinutes: number }
  | { way: 'let a row lapse' }
  | { way: 'cancel a row' }
  | { way: 'delete a row' }

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ way: fc.constant('spend'), amount: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ way: fc.constant('grant'), amount: fc.integer({ min: 1, max: 50 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      way: fc.constant('correct'),
      delta: fc.integer({ min: -60, max: 60 }).filter((delta) => delta !== 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('buy a pack') }) },
  { weight: 2, arbitrary: fc.record({ way: fc.constant('sweep') }) },
  {
    weight: 3,
    arbitrary: fc.record({ way: fc.constant('plain update'), delta: fc.integer({ min: -30, max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      way: fc.constant('plain update of everyone'),
      delta: fc.integer({ min: -10, max: 30 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      way: fc.constant('insert'),
      credits: fc.integer({ min: 0, max: 40 }),
      expiresInMinutes: fc.integer({ min: -5, max: 60 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ way: fc.constant('let a row lapse') }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('cancel a row') }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('delete a row') }) },
)

/** Who (of two creators) and what, in lanes that run at the same time. */
const lanes = fc.array(fc.array(fc.tuple(fc.boolean(), change), { minLength: 1, maxLength: 7 }), {
  minLength: 2,
  maxLength: 5,
})

/** Refusals that change nothing: not enough credits, below zero, give way, deadlock of two plain updates. */
const REFUSALS = ['PT402', '23514', '40001', '40P01']

const admin = signedIn(await createAccount({ role: 'admin' }))

test('whatever happens at once, balance = ledger = active rows, never below zero, at every moment', async () => {
  await fc.assert(
    fc.asyncProperty(lanes, async (schedule) => {
      const creators = [await newCreator(), await newCreator()] as const
      const ids = creators.map((creator) => creator.id)
      let isRunning = true
      const watching = watchWhile(() => isRunning, ids)

      await Promise.all(
        schedule.map(async (lane) => {
          for (const [isFirst, step] of lane) await attempt(creators[isFirst ? 0 : 1].id, ids, step)
        }),
      ).finally(() => {
        isRunning = false
      })

      await watching
      expect(await creditViolations(database, ids)).toEqual([])
    }),
    { numRuns: 25, endOnFailure: true },
  )
}, 120_000)

async function newCreator() {
  const creator = await createAccount()
  await createCredits(creator.id, { credits: 60 })
  await createCredits(creator.id, { credits: 40, planType: 'subscription', expiresInMinutes: 60 })
  return creator
}

async function attempt(id: string, everyone: string[], step: Change): Promise<void> {
  try {
    await run(id, everyone, step)
  } catch (error) {
    if (!REFUSALS.includes((error as { code: string }).code)) throw error
  }
}

async function run(id: string, everyone: string[], step: Change): Promise<unknown> {
  const me = signedIn({ id, email: `${id}@rowcast.test` })
  switch (step.way) {
    case 'spend':
      return spend(me, step.amount)
    case 'grant':
      return grant(admin, id, step.amount)
    case 'correct':
      return correct(admin, id, step.delta)
    case 'buy a pack':
      return purchase(me, 'pack-100')
    case 'sweep':
      return expireCredits(me)
    case 'plain update':
      return addBySql(id, step.delta)
    case 'plain update of everyone':
      return database.query(
        "update user_credits set credits = credits + $2 where user_id = any ($1) and status = 'active'",
        [everyone, step.delta],
      )
    case 'insert':
      return createCredits(id, step)
    case 'let a row lapse':
      return changeOneRow(id, "update user_credits set expires_at = now() - interval '1 second'")
    case 'cancel a row':
      return changeOneRow(id, "update user_credits set status = 'cancelled'")
    case 'delete a row':
      return changeOneRow(id, 'delete from user_credits')
  }
}

function changeOneRow(userId: string, statement: string): Promise<unknown> {
  return database.query(
    `${statement} where id = (select id from user_credits where user_id = $1 and status = 'active' order by id limit 1)`,
    [userId],
  )
}

/** Every snapshot that anyone can take must hold, not only the last. */
async function watchWhile(isRunning: () => boolean, ids: string[]): Promise<void> {
  while (isRunning()) expect(await creditViolations(database, ids)).toEqual([])
}
