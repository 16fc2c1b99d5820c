import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, rowOf } from '../support/database.ts'
import { createAccount, createPlan, createUserPlan } from '../support/factories.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { call, deletePlan, historyOf, planFields, savePlan } from '../support/plan-calls.ts'

let admin: Persona
let adminId: string

beforeAll(async () => {
  const account = await createAccount({ role: 'admin' })
  adminId = account.id
  admin = signedIn(account)
})

describe('creating', () => {
  test('gives the saved row, at version 1, with what was left open filled in', async () => {
    const fields = planFields()
    expect(await savePlan(admin, null, null, fields)).toMatchObject({
      ...fields,
      description: '',
      currency: 'INR',
      is_active: true,
      version: 1,
      updated_by: adminId,
    })
  })

  test('sent again with its key makes one plan', async () => {
    const fields = planFields()
    const key = randomUUID()
    const first = await savePlan(admin, null, null, fields, key)
    expect(await savePlan(admin, null, null, fields, key)).toEqual(first)
    await expect(savePlan(admin, null, null, planFields(), key)).rejects.toMatchObject({ code: 'PT409' })
  })

  test('says of every missing field that it is missing', async () => {
    const error = await failure(savePlan(admin, null, null, {}))
    expect(error.code).toBe('PT400')
    expect(Object.keys(error.fields).sort()).toEqual([
      'duration_days',
      'max_amount',
      'min_amount',
      'name',
      'roi_percent',
    ])
  })
})

describe('changing', () => {
  test('touches the named fields only and raises the version', async () => {
    const plan = await createPlan({ name: `Steady ${randomUUID()}` })
    expect(await savePlan(admin, plan.id, 1, { roi_percent: 3.5 })).toMatchObject({
      name: plan.name,
      roi_percent: 3.5,
      duration_days: 30,
      version: 2,
    })
  })

  test('of a version that is no more is refused, and says what the plan is now', async () => {
    const plan = await createPlan()
    await savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
    const error = await failure(savePlan(admin, plan.id, 1, { roi_percent: 4 }))
    expect(error).toMatchObject({ code: 'PT409', version: 2, current: { roi_percent: 3.5 } })
    expect(await historyOf(plan.id)).toHaveLength(2)
  })

  test('by two admins at once: one wins, the other learns of it', async () => {
    const plan = await createPlan()
    const results = await Promise.allSettled(
      [3, 4, 5, 6].map((roi) => savePlan(admin, plan.id, 1, { roi_percent: roi })),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'PT409' })
    }
  })

  test('sent again with its key gives the first answer instead of a conflict', async () => {
    const plan = await createPlan()
    const key = randomUUID()
    const first = await savePlan(admin, plan.id, 1, { roi_percent: 3.5 }, key)
    expect(await savePlan(admin, plan.id, 1, { roi_percent: 3.5 }, key)).toEqual(first)
  })

  test('to what it is already makes no version', async () => {
    const plan = await createPlan()
    expect(await savePlan(admin, plan.id, 1, { roi_percent: 2.5 })).toMatchObject({ version: 1 })
    expect(await historyOf(plan.id)).toHaveLength(1)
  })

  test('needs the version, and a plan that exists', async () => {
    const plan = await createPlan()
    await expect(savePlan(admin, plan.id, null, {})).rejects.toMatchObject({ code: 'PT400' })
    await expect(savePlan(admin, randomUUID(), 1, {})).rejects.toMatchObject({ code: 'PT404' })
    await deletePlan(admin, plan.id, 1)
    await expect(savePlan(admin, plan.id, 1, {})).rejects.toMatchObject({
      code: 'PT404',
      message: 'This plan has been deleted.',
    })
  })
})

describe('what is wrong is said field by field', () => {
  const wrong: [string, unknown][] = [
    ['name', ''],
    ['name', '   '],
    ['name', 'x'.repeat(81)],
    ['name', 'two\nlines'],
    ['name', 7],
    ['description', null],
    ['description', 'x'.repeat(2001)],
    ['roi_percent', 0],
    ['roi_percent', -1],
    ['roi_percent', 1000],
    ['roi_percent', 2.1234],
    ['roi_percent', '2.5'],
    ['duration_days', 0],
    ['duration_days', 1.5],
    ['duration_days', 40_000],
    ['min_amount', 0],
    ['min_amount', 1e300],
    ['max_amount', 999],
    ['max_amount', 1e15],
    ['currency', 'inr'],
    ['currency', 'RUPEES'],
    ['is_active', 'yes'],
    ['is_active', null],
  ]
  test.each(wrong)('%s: %j', async (field, value) => {
    const plan = await createPlan()
    const error = await failure(savePlan(admin, plan.id, 1, { [field]: value }))
    expect(error.code).toBe('PT400')
    expect(Object.keys(error.fields)).toContain(field)
    expect(await historyOf(plan.id)).toHaveLength(1)
  })

  test.each(['id', 'version', 'updated_by', 'colour', '__proto__'])('no field %s', async (field) => {
    const plan = await createPlan()
    const patch = Object.fromEntries([[field, 1]])
    expect(await failure(savePlan(admin, plan.id, 1, patch))).toMatchObject({
      code: 'PT400',
      message: 'A plan has no such field.',
      fields: Object.fromEntries([[field, expect.any(Array)]]),
    })
  })

  test.each([null, 3, [], 'text'])('a patch that is %j', async (patch) => {
    const plan = await createPlan()
    await expect(savePlan(admin, plan.id, 1, patch)).rejects.toMatchObject({ code: 'PT400' })
  })

  test('a name that another plan has, in any case of letters', async () => {
    const taken = await createPlan({ name: `Taken ${randomUUID()}` })
    const error = await failure(savePlan(admin, null, null, planFields({ name: taken.name.toUpperCase() })))
    expect(error).toMatchObject({ code: 'PT409', fields: { name: ['Another plan has this name.'] } })
    await deletePlan(admin, taken.id, 1)
    expect(await savePlan(admin, null, null, planFields({ name: taken.name }))).toMatchObject({ version: 1 })
  })
})

describe('plain SQL', () => {
  test('raises the version by itself', async () => {
    const plan = await createPlan()
    await database.query('update plans set roi_percent = 4 where id = $1', [plan.id])
    expect(await rowOf(database, 'select version, updated_by from plans where id = $1', [plan.id])).toEqual({
      version: 2,
      updated_by: null,
    })
  })

  test('that names the version is refused when it is an old one', async () => {
    const plan = await createPlan()
    const save = (version: number, roi: number) =>
      database.query('update plans set roi_percent = $3, version = $2 where id = $1', [plan.id, version, roi])
    await save(1, 4)
    await expect(save(1, 5)).rejects.toMatchObject({ code: 'PT409' })
    await save(2, 5)
  })

  test('cannot truncate plans or give one another id', async () => {
    const plan = await createPlan()
    await expect(database.query('truncate plans cascade')).rejects.toMatchObject({ code: 'PT409' })
    await expect(
      database.query('update plans set id = gen_random_uuid() where id = $1', [plan.id]),
    ).rejects.toMatchObject({ code: 'PT400' })
  })
})

describe('before an admin confirms', () => {
  test('the impact counts what is active and has not reached its end', async () => {
    const plan = await createPlan()
    const [first, second] = [await createAccount(), await createAccount()]
    await createUserPlan(first.id, plan.id, { amount: 5_000 })
    await createUserPlan(first.id, plan.id, { amount: 7_000 })
    await createUserPlan(second.id, plan.id, { status: 'cancelled' })
    await createUserPlan(second.id, plan.id, { ageDays: 31 })
    await call(signedIn(second), 'follow_plan($1)', [plan.id])

    expect(await call(admin, 'get_plan_impact($1)', [plan.id])).toMatchObject({
      active_investments: 2,
      investors: 1,
      active_amount: 12_000,
      followers: 1,
    })
  })

  test('the desk shows all plans with what is invested, and the deleted ones', async () => {
    const hidden = await createPlan({ isActive: false })
    const gone = await createPlan()
    const { id } = await createAccount()
    await createUserPlan(id, hidden.id, { amount: 5_000 })
    await deletePlan(admin, gone.id, 1)

    const desk = await call<{ plans: { id: string }[]; deleted: { plan_id: string }[] }>(
      admin,
      'get_plan_desk()',
    )
    expect(desk.plans.find((plan) => plan.id === hidden.id)).toMatchObject({
      is_active: false,
      active_investments: 1,
      active_amount: 5_000,
    })
    expect(desk.deleted.find((plan) => plan.plan_id === gone.id)).toMatchObject({
      name: gone.name,
      version: 2,
    })
  })
})

type Refusal = { code: string; message: string; fields: Record<string, string[]>; [key: string]: unknown }

async function failure(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => undefined,
    (reason: { code: string; message: string; detail?: string }) => reason,
  )
  if (error === undefined) throw new Error('It was not refused.')
  return { code: error.code, message: error.message, fields: {}, ...JSON.parse(error.detail ?? '{}') }
}
