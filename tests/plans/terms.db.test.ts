import { beforeAll, describe, expect, test } from 'vitest'
import { database, inTransaction, rowOf, rowsOf } from '../support/database.ts'
import {
  createAccount,
  createPlan,
  createUserPlan,
  USER_PLAN_COLUMNS,
  type UserPlanRow,
} from '../support/factories.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { deletePlan, inboxOf, savePlan } from '../support/plan-calls.ts'

let admin: Persona
let investor: string

beforeAll(async () => {
  admin = signedIn(await createAccount({ role: 'admin' }))
  investor = (await createAccount()).id
})

describe('active investments follow their plan', () => {
  test.each([
    ['an admin', (id: string) => savePlan(admin, id, 1, { roi_percent: 3.5, duration_days: 45 })],
    [
      'SQL',
      (id: string) =>
        database.query('update plans set roi_percent = 3.5, duration_days = 45 where id = $1', [id]),
    ],
  ])('when %s changes return and duration', async (_who, change) => {
    const plan = await createPlan()
    const before = await createUserPlan(investor, plan.id, { ageDays: 10 })
    await change(plan.id)
    const after = await find(before.id)
    expect(after).toMatchObject({ roi_percent: '3.500', duration_days: 45, status: 'active' })
    expect(daysBetween(before.ends_at, after.ends_at)).toBe(15)
  })

  test('also its name', async () => {
    const plan = await createPlan()
    const { id } = await createUserPlan(investor, plan.id)
    await savePlan(admin, plan.id, 1, { name: `${plan.name} II` })
    expect(await find(id)).toMatchObject({ plan_name: `${plan.name} II` })
  })

  test('but what is over keeps its terms', async () => {
    const plan = await createPlan()
    const over = [
      await createUserPlan(investor, plan.id, { status: 'completed' }),
      await createUserPlan(investor, plan.id, { status: 'cancelled' }),
      await createUserPlan(investor, plan.id, { ageDays: 31 }),
    ]
    await savePlan(admin, plan.id, 1, { roi_percent: 3.5, duration_days: 45 })
    for (const before of over) expect(await find(before.id)).toEqual(before)
  })

  test('and what does not concern them leaves them alone', async () => {
    const plan = await createPlan()
    const before = await createUserPlan(investor, plan.id)
    await savePlan(admin, plan.id, 1, { description: 'More', max_amount: 5_000, is_active: false })
    expect(await find(before.id)).toEqual(before)
  })
})

test('ten thousand investments change with their plan in one transaction, all or none', async () => {
  const plan = await createPlan()
  await database.query(
    `insert into user_plans (user_id, plan_id, amount) select $1, $2, 10000 from generate_series(1, 10000)`,
    [investor, plan.id],
  )
  const terms = () =>
    rowsOf(
      database,
      `select roi_percent, count(*)::int, count(distinct xmin::text)::int as transactions
       from user_plans where plan_id = $1 group by roi_percent`,
      [plan.id],
    )

  await inTransaction('rollback', (db) =>
    db.query('update plans set roi_percent = 9 where id = $1', [plan.id]),
  )
  expect(await terms()).toEqual([{ roi_percent: '2.500', count: 10_000, transactions: 1 }])
  await savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
  expect(await terms()).toEqual([{ roi_percent: '3.500', count: 10_000, transactions: 1 }])
})

describe('when a plan is deleted', () => {
  test('active investments end as cancelled, and the record stays', async () => {
    const { id: owner } = await createAccount()
    const plan = await createPlan()
    const active = await createUserPlan(owner, plan.id)
    const completed = await createUserPlan(owner, plan.id, { status: 'completed' })
    const lapsed = await createUserPlan(owner, plan.id, { ageDays: 31 })

    expect(await deletePlan(admin, plan.id, 1)).toEqual({ id: plan.id, name: plan.name, cancelled: 1 })
    expect(await find(active.id)).toEqual({ ...active, plan_id: null, status: 'cancelled' })
    expect(await find(completed.id)).toEqual({ ...completed, plan_id: null })
    expect(await find(lapsed.id)).toEqual({ ...lapsed, plan_id: null, status: 'completed' })
  })

  test('each investor is told once', async () => {
    const { id: owner } = await createAccount()
    const plan = await createPlan()
    await createUserPlan(owner, plan.id)
    await createUserPlan(owner, plan.id)
    await database.query('insert into plan_followers (user_id, plan_id) values ($1, $2)', [owner, plan.id])
    await database.query('delete from plans where id = $1', [plan.id])
    expect(await inboxOf(owner)).toMatchObject([{ title: 'Investment cancelled', type: 'warning' }])
  })

  test('of an outdated version, nothing happens', async () => {
    const plan = await createPlan()
    await savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
    await expect(deletePlan(admin, plan.id, 1)).rejects.toMatchObject({ code: 'PT409' })
    await expect(deletePlan(admin, plan.id, null)).rejects.toMatchObject({ code: 'PT400' })
  })
})

describe('an investment is a record', () => {
  test('that SQL cannot remove, except with the account', async () => {
    const { id: owner } = await createAccount()
    const plan = await createPlan()
    await createUserPlan(owner, plan.id)
    await expect(database.query('delete from user_plans where user_id = $1', [owner])).rejects.toMatchObject({
      code: 'PT409',
    })
    await expect(database.query('truncate user_plans')).rejects.toMatchObject({ code: 'PT409' })
    await database.query('delete from auth.users where id = $1', [owner])
    expect(await rowsOf(database, 'select id from user_plans where user_id = $1', [owner])).toEqual([])
  })

  test('that stays with its owner', async () => {
    const plan = await createPlan()
    const { id } = await createUserPlan(investor, plan.id)
    const other = await createAccount()
    await expect(
      database.query('update user_plans set user_id = $2 where id = $1', [id, other.id]),
    ).rejects.toMatchObject({ code: 'PT400' })
  })
})

/** A row without `updated_at`, which moves with each write. */
function find(id: string): Promise<UserPlanRow> {
  return rowOf<UserPlanRow>(database, `select ${USER_PLAN_COLUMNS} from user_plans where id = $1`, [id])
}

function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 86_400_000)
}
