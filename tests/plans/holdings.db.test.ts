import { beforeAll, describe, expect, test } from 'vitest'
import { deskRow } from '@/lib/plans/desk-schema'
import { database, inTransaction, rowOf } from '../support/database.ts'
import { createAccount, createPlan, createUserPlan } from '../support/factories.ts'
import { become, type Persona, signedIn } from '../support/personas.ts'
import { call, deletePlan, invest, savePlan } from '../support/plan-calls.ts'

/** What administrators hear of investments: `plan_holdings`, a row for each plan. */
let admin: Persona
let investor: Persona & { id: string }

beforeAll(async () => {
  admin = signedIn(await createAccount({ role: 'admin' }))
  const account = await createAccount()
  investor = { ...signedIn(account), id: account.id }
})

/** Whether `change` touches the row of a plan with one active investment of ten days, and what it is. */
async function isTouched(
  change: (planId: string, investmentId: string) => Promise<unknown>,
): Promise<boolean> {
  const plan = await createPlan()
  const { id } = await createUserPlan(investor.id, plan.id, { ageDays: 10 })
  const before = await touchedAt(plan.id)
  await change(plan.id, id)
  return (await touchedAt(plan.id)) !== before
}

async function touchedAt(planId: string): Promise<string> {
  const { at } = await rowOf<{ at: string }>(
    database,
    'select changed_at::text as at from plan_holdings where plan_id = $1',
    [planId],
  )
  return at
}

describe('the row of a plan is touched', () => {
  test.each<[string, (planId: string, investmentId: string) => Promise<unknown>]>([
    ['somebody invests', (planId) => invest(investor, planId, 5_000)],
    ['SQL invests', (planId) => createUserPlan(investor.id, planId)],
    [
      'SQL changes an amount',
      (_, id) => database.query('update user_plans set amount = amount + 1 where id = $1', [id]),
    ],
    [
      'an investment is cancelled',
      (_, id) => database.query("update user_plans set status = 'cancelled' where id = $1", [id]),
    ],
    [
      'the end of an investment is moved into the past',
      (_, id) => database.query('update user_plans set ends_at = now() where id = $1', [id]),
    ],
    ['new terms end an investment at once', (planId) => savePlan(admin, planId, 1, { duration_days: 5 })],
  ])('when %s', async (_what, change) => {
    expect(await isTouched(change)).toBe(true)
  })

  test('when the account of an investor goes', async () => {
    const { id } = await createAccount()
    const plan = await createPlan()
    await createUserPlan(id, plan.id)
    const before = await touchedAt(plan.id)
    await database.query('delete from auth.users where id = $1', [id])
    expect(await touchedAt(plan.id)).not.toBe(before)
  })

  test('of both plans, when an investment is moved to another', async () => {
    const [from, to] = [await createPlan(), await createPlan()]
    const { id } = await createUserPlan(investor.id, from.id)
    const before = [await touchedAt(from.id), await touchedAt(to.id)]
    await database.query('update user_plans set plan_id = $2 where id = $1', [id, to.id])
    const after = [await touchedAt(from.id), await touchedAt(to.id)]
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).not.toBe(before[1])
  })
})

describe('the row of a plan is left alone', () => {
  test.each<[string, (planId: string, investmentId: string) => Promise<unknown>]>([
    [
      'investments take new terms',
      (planId) => savePlan(admin, planId, 1, { name: `Plan ${planId}`, roi_percent: 9, duration_days: 45 }),
    ],
    ['the plan is withdrawn', (planId) => savePlan(admin, planId, 1, { is_active: false })],
    ['an investor follows it', (planId) => call(investor, 'follow_plan($1)', [planId])],
  ])('when %s', async (_what, change) => {
    expect(await isTouched(change)).toBe(false)
  })

  test('when what has reached its end is marked: it counted no more', async () => {
    const account = await createAccount()
    const plan = await createPlan()
    await createUserPlan(account.id, plan.id, { ageDays: 31 })
    const before = await touchedAt(plan.id)
    expect(await call(signedIn(account), 'complete_user_plans()')).toBe(1)
    expect(await touchedAt(plan.id)).toBe(before)
  })
})

test('the row goes with its plan, whatever was invested in it', async () => {
  const plan = await createPlan()
  for (const status of ['active', 'completed', 'cancelled'] as const) {
    await createUserPlan(investor.id, plan.id, { status })
  }
  await deletePlan(admin, plan.id, 1)
  const left = await database.query('select from plan_holdings where plan_id = $1', [plan.id])
  expect(left.rowCount).toBe(0)
})

test('one statement touches each plan once, however many investments it makes', async () => {
  const plan = await createPlan()
  const writes = await inTransaction('rollback', async (db) => {
    const count = async () => {
      const text = "select pg_stat_get_xact_tuples_updated('plan_holdings'::regclass)::int as n"
      return (await rowOf<{ n: number }>(db, text)).n
    }
    const before = await count()
    await db.query(
      'insert into user_plans (user_id, plan_id, amount) select $1, $2, 10000 from generate_series(1, 500)',
      [investor.id, plan.id],
    )
    return (await count()) - before
  })
  expect(writes).toBe(1)
})

test('the desk says when the next investment ends, because then its sums change without an event', async () => {
  const { endsAt, desk } = await inTransaction('rollback', async (db) => {
    const plan = await rowOf<{ id: string }>(
      db,
      `insert into plans (name, roi_percent, duration_days, min_amount, max_amount)
       values (gen_random_uuid()::text, 2, 1, 1, 100) returning id`,
    )
    // Sooner than any that another test makes.
    const { ends_at } = await rowOf<{ ends_at: Date }>(
      db,
      `insert into user_plans (user_id, plan_id, amount, started_at)
       values ($1, $2, 50, now() - interval '1 day' + interval '5 minutes') returning ends_at`,
      [investor.id, plan.id],
    )
    await become(db, admin)
    const { answer } = await rowOf<{ answer: unknown }>(db, 'select get_plan_desk() as answer')
    return { endsAt: ends_at, desk: deskRow.parse(answer) }
  })
  expect(Date.parse(desk.nextEndAt ?? '')).toBe(endsAt.getTime())
})
