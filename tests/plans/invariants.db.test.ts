import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '../support/database.ts'
import { createAccount } from '../support/factories.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import {
  call,
  deletePlan,
  historyOf,
  invest,
  planFields,
  restorePlan,
  savePlan,
} from '../support/plan-calls.ts'
import { planViolations } from '../support/plan-invariants.ts'

/** One thing that somebody does to a plan. `seen` is how many versions behind the admin's screen is. */
type Step =
  | { way: 'save'; seen: number; roi: number; days: number; isActive: boolean }
  | { way: 'plain update'; roi: number }
  | { way: 'plain rename' }
  | { way: 'plain update that changes nothing' }
  | { way: 'invest' }
  | { way: 'plain insert of an investment' }
  | { way: 'restore'; version: number }
  | { way: 'delete'; seen: number }
  | { way: 'sweep' }

const roi = fc.integer({ min: 1, max: 8 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      way: fc.constant('save'),
      seen: fc.integer({ min: 0, max: 1 }),
      roi,
      days: fc.integer({ min: 20, max: 40 }),
      isActive: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ way: fc.constant('plain update'), roi }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('plain rename') }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('plain update that changes nothing') }) },
  { weight: 4, arbitrary: fc.record({ way: fc.constant('invest') }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('plain insert of an investment') }) },
  {
    weight: 2,
    arbitrary: fc.record({ way: fc.constant('restore'), version: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ way: fc.constant('delete'), seen: fc.integer({ min: 0, max: 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('sweep') }) },
)

const lanes = fc.array(fc.array(fc.tuple(fc.boolean(), step), { minLength: 1, maxLength: 7 }), {
  minLength: 2,
  maxLength: 5,
})

/** Refusals that change nothing: an outdated version, no such plan or version, too often, no plan for an investment. */
const REFUSALS = ['PT409', 'PT404', 'PT429', '23502', '23503']

test('whatever happens at once, history, versions and investments agree at every moment', async () => {
  const admin = signedIn(await createAccount({ role: 'admin' }))
  await fc.assert(
    fc.asyncProperty(lanes, async (schedule) => {
      const investor = await createAccount()
      const plans = [
        (await savePlan(admin, null, null, planFields())).id,
        (await savePlan(admin, null, null, planFields())).id,
      ] as const
      let isRunning = true
      const watching = watchWhile(() => isRunning, [...plans])

      await Promise.all(
        schedule.map(async (lane) => {
          for (const [isFirst, one] of lane) {
            await attempt(admin, { ...investor, persona: signedIn(investor) }, plans[isFirst ? 0 : 1], one)
          }
        }),
      ).finally(() => {
        isRunning = false
      })

      await watching
      expect(await planViolations(database, [...plans])).toEqual([])
    }),
    { numRuns: 25, endOnFailure: true },
  )
}, 120_000)

type Investor = { id: string; persona: Persona }

async function attempt(admin: Persona, investor: Investor, planId: string, one: Step): Promise<void> {
  try {
    await run(admin, investor, planId, one)
  } catch (error) {
    if (!REFUSALS.includes((error as { code: string }).code)) throw error
  }
}

async function run(admin: Persona, investor: Investor, planId: string, one: Step): Promise<unknown> {
  switch (one.way) {
    case 'save':
      return savePlan(admin, planId, (await versionOf(planId)) - one.seen, {
        roi_percent: one.roi,
        duration_days: one.days,
        is_active: one.isActive,
      })
    case 'plain update':
      return database.query('update plans set roi_percent = $2 where id = $1', [planId, one.roi])
    case 'plain rename':
      return database.query('update plans set name = $2 where id = $1', [planId, `Plan ${randomUUID()}`])
    case 'plain update that changes nothing':
      return database.query('update plans set roi_percent = roi_percent where id = $1', [planId])
    case 'invest':
      return invest(investor.persona, planId, 5_000)
    case 'plain insert of an investment':
      return database.query('insert into user_plans (user_id, plan_id, amount) values ($1, $2, 5000)', [
        investor.id,
        planId,
      ])
    case 'restore':
      return restorePlan(admin, planId, one.version)
    case 'delete':
      return deletePlan(admin, planId, (await versionOf(planId)) - one.seen)
    case 'sweep':
      return call(investor.persona, 'complete_user_plans()')
  }
}

async function versionOf(planId: string): Promise<number> {
  return (await historyOf(planId)).at(-1)?.version ?? 1
}

/** Every snapshot that anyone can take must hold, not only the last. */
async function watchWhile(isRunning: () => boolean, ids: string[]): Promise<void> {
  while (isRunning()) expect(await planViolations(database, ids)).toEqual([])
}
