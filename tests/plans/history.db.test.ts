import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, inTransaction, rowsOf } from '../support/database.ts'
import { type Account, createAccount, createPlan } from '../support/factories.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { deletePlan, historyOf, planFields, restorePlan, savePlan } from '../support/plan-calls.ts'
import { planViolations } from '../support/plan-invariants.ts'

let account: Account
let admin: Persona

beforeAll(async () => {
  account = await createAccount({ role: 'admin' })
  admin = signedIn(account)
})

describe('every change leaves one row', () => {
  test('with who made it, before and after', async () => {
    const { id } = await savePlan(admin, null, null, planFields())
    await savePlan(admin, id, 1, { roi_percent: 3.5 })
    await deletePlan(admin, id, 2)

    const by = { actor_id: account.id, actor_email: account.email }
    expect(await historyOf(id)).toMatchObject([
      { op: 'CREATE', version: 1, before: null, after: { roi_percent: 2.5 }, ...by },
      { op: 'UPDATE', version: 2, before: { roi_percent: 2.5 }, after: { roi_percent: 3.5 }, ...by },
      { op: 'DELETE', version: 3, before: { roi_percent: 3.5 }, after: null, ...by },
    ])
  })

  test('without an actor when it was SQL or the dashboard', async () => {
    const plan = await createPlan()
    await database.query("update plans set name = name || ' II' where id = $1", [plan.id])
    await database.query('delete from plans where id = $1', [plan.id])
    const history = await historyOf(plan.id)
    expect(history.map(({ op }) => op)).toEqual(['CREATE', 'UPDATE', 'DELETE'])
    expect(new Set(history.map(({ actor_id, actor_email }) => actor_id ?? actor_email))).toEqual(
      new Set([null]),
    )
  })

  test('and a statement that changes nothing leaves none', async () => {
    const plan = await createPlan()
    await database.query('update plans set roi_percent = 2.5, updated_at = now() where id = $1', [plan.id])
    expect(await historyOf(plan.id)).toHaveLength(1)
  })

  test('and a change that is undone leaves none', async () => {
    const plan = await createPlan()
    await inTransaction('rollback', (db) =>
      db.query('update plans set roi_percent = 9 where id = $1', [plan.id]),
    )
    expect(await historyOf(plan.id)).toHaveLength(1)
  })
})

test.each([
  "insert into plan_changes (plan_id, op, version, after, changed_at) values (gen_random_uuid(), 'CREATE', 1, '{}', now())",
  'update plan_changes set actor_email = null',
  'delete from plan_changes',
  'truncate plan_changes cascade',
])('the history cannot be written by hand, not even by its owner: %s', async (statement) => {
  await createPlan()
  await expect(database.query(statement)).rejects.toMatchObject({ code: 'PT409' })
})

describe('restoring', () => {
  test('brings an earlier version back as a new one', async () => {
    const { id } = await savePlan(admin, null, null, planFields())
    await savePlan(admin, id, 1, { roi_percent: 3.5, description: 'More' })
    expect(await restorePlan(admin, id, 1)).toMatchObject({ version: 3, roi_percent: 2.5, description: '' })
    expect((await historyOf(id)).at(-1)).toMatchObject({ op: 'UPDATE', version: 3, restored_version: 1 })

    await savePlan(admin, id, 3, { roi_percent: 4 })
    expect((await historyOf(id)).at(-1)).toMatchObject({ restored_version: null })
  })

  test('brings a deleted plan back, with its id, at the next version', async () => {
    const { id, name } = await savePlan(admin, null, null, planFields())
    await deletePlan(admin, id, 1)
    expect(await restorePlan(admin, id, 2)).toMatchObject({ id, name, version: 3 })
    expect((await historyOf(id)).at(-1)).toMatchObject({ op: 'CREATE', version: 3, restored_version: 2 })
    expect(await planViolations(database, [id])).toEqual([])
  })

  test('to what the plan is already makes no version', async () => {
    const { id } = await savePlan(admin, null, null, planFields())
    expect(await restorePlan(admin, id, 1)).toMatchObject({ version: 1 })
  })

  test('is refused when the name has been taken', async () => {
    const { id, name } = await savePlan(admin, null, null, planFields())
    await deletePlan(admin, id, 1)
    await createPlan({ name })
    await expect(restorePlan(admin, id, 1)).rejects.toMatchObject({
      code: 'PT409',
      detail: expect.stringContaining('"name"'),
    })
  })

  test('by two admins at once gives one plan', async () => {
    const { id } = await savePlan(admin, null, null, planFields())
    await deletePlan(admin, id, 1)
    const results = await Promise.allSettled([1, 2, 3].map(() => restorePlan(admin, id, 1)))
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'PT409' })
    }
    expect(await rowsOf(database, 'select id from plans where id = $1', [id])).toHaveLength(1)
    expect(await planViolations(database, [id])).toEqual([])
  })

  test('of what never was is refused', async () => {
    const { id } = await savePlan(admin, null, null, planFields())
    await expect(restorePlan(admin, id, 9)).rejects.toMatchObject({ code: 'PT404' })
    await expect(restorePlan(admin, randomUUID(), 1)).rejects.toMatchObject({ code: 'PT404' })
  })
})

describe('leaving everyone’s sight', () => {
  const departed = (id: string) =>
    rowsOf<{ left_at: Date }>(database, 'select left_at from plan_departures where plan_id = $1', [id])

  test('is on record when a plan is withdrawn or deleted, and moves when it happens again', async () => {
    const plan = await createPlan()
    expect(await departed(plan.id)).toEqual([])
    await savePlan(admin, plan.id, 1, { is_active: false })
    const [first] = await departed(plan.id)
    await savePlan(admin, plan.id, 2, { is_active: true })
    expect(await departed(plan.id)).toEqual([first])
    await deletePlan(admin, plan.id, 3)
    const [second] = await departed(plan.id)
    expect(second?.left_at.getTime()).toBeGreaterThanOrEqual(first?.left_at.getTime() ?? Number.NaN)
  })

  test('says nothing of a plan that only admins could see', async () => {
    const plan = await createPlan({ isActive: false })
    await deletePlan(admin, plan.id, 1)
    expect(await departed(plan.id)).toEqual([])
  })
})
