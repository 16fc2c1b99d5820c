import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Database, database, inTransaction, rowOf, rowsOf } from '../support/database.ts'
import { type Account, createAccount, createPlan, createUserPlan } from '../support/factories.ts'
import { become, type Persona, signedIn } from '../support/personas.ts'
import { call, inboxOf, invest, savePlan } from '../support/plan-calls.ts'
import { planViolations } from '../support/plan-invariants.ts'

let account: Account
let me: Persona
let admin: Persona

beforeAll(async () => {
  account = await createAccount()
  me = signedIn(account)
  admin = signedIn(await createAccount({ role: 'admin' }))
})

describe('investing', () => {
  test('keeps the terms of the plan and says what to expect', async () => {
    const plan = await createPlan({ roiPercent: 2.555 })
    const investment = await invest(me, plan.id, 12_345)
    expect(investment).toMatchObject({
      plan_id: plan.id,
      plan_name: plan.name,
      amount: 12_345,
      roi_percent: 2.555,
      duration_days: 30,
      status: 'active',
      expected_return: 315,
    })
    expect(investment).not.toHaveProperty('idempotency_key')
  })

  test.each([999, 0, -5, 1_000_001])(
    'refuses %i, which is outside the limits, and says them',
    async (amount) => {
      const plan = await createPlan()
      await expect(invest(me, plan.id, amount)).rejects.toMatchObject({
        code: 'PT400',
        detail: expect.stringMatching(/"amount".*"max_amount": 1000000.*"min_amount": 1000/),
      })
    },
  )

  test('accepts the limits themselves', async () => {
    const plan = await createPlan()
    for (const amount of [1_000, 1_000_000])
      expect(await invest(me, plan.id, amount)).toMatchObject({ amount })
  })

  test('in a plan that is not offered is refused as if there were none', async () => {
    const hidden = await createPlan({ isActive: false })
    for (const id of [hidden.id, randomUUID()]) {
      await expect(invest(me, id, 5_000)).rejects.toMatchObject({
        code: 'PT404',
        message: 'This plan is not offered any more.',
      })
    }
  })

  test('needs an account', async () => {
    const plan = await createPlan()
    const guest = signedIn(await createAccount({ isGuest: true }))
    await expect(invest(guest, plan.id, 5_000)).rejects.toMatchObject({ code: 'PT403' })
  })

  test('on terms that have changed since is refused; a new name is no such change', async () => {
    const plan = await createPlan()
    await savePlan(admin, plan.id, 1, { description: 'More' })
    expect(await invest(me, plan.id, 5_000, { version: 1 })).toMatchObject({ roi_percent: 2.5 })
    await savePlan(admin, plan.id, 2, { roi_percent: 1.5 })
    await expect(invest(me, plan.id, 5_000, { version: 2 })).rejects.toMatchObject({
      code: 'PT409',
      message: 'The terms have just changed: 1.5 % in 30 days now.',
    })
    expect(await invest(me, plan.id, 5_000, { version: 3 })).toMatchObject({ roi_percent: 1.5 })
  })

  test('sent many times at once counts once, with one answer for all', async () => {
    const plan = await createPlan()
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 6 }, () => invest(me, plan.id, 5_000, { key })))
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
    expect(await rowsOf(database, 'select id from user_plans where plan_id = $1', [plan.id])).toHaveLength(1)
    await expect(invest(me, plan.id, 6_000, { key })).rejects.toMatchObject({ code: 'PT409' })
  })

  test('is limited to 60 a minute', async () => {
    const plan = await createPlan()
    const busy = await createAccount()
    await actAsOften(signedIn(busy), plan.id, 60)
    await expect(invest(signedIn(busy), plan.id, 5_000)).rejects.toMatchObject({ code: 'PT429' })
  })
})

describe('while the plan is being changed', () => {
  test('an investment waits, and then has the new terms', async () => {
    const plan = await createPlan()
    const { answer } = await inTransaction('commit', async (db) => {
      await db.query('update plans set roi_percent = 3.5 where id = $1', [plan.id])
      const answer = invest(me, plan.id, 5_000)
      await expect.poll(() => someoneWaitsFor(db), { interval: 5, timeout: 10_000 }).toBe(true)
      return { answer }
    })
    expect(await answer).toMatchObject({ roi_percent: 3.5 })
  })

  test('a change waits for an investment that is under way, and then reaches it', async () => {
    const plan = await createPlan()
    const { change } = await inTransaction('commit', async (db) => {
      await become(db, me)
      await db.query('select public.invest($1, 5000, $2)', [plan.id, randomUUID()])
      const change = savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
      await expect.poll(() => someoneWaitsFor(db), { interval: 5, timeout: 10_000 }).toBe(true)
      return { change }
    })
    await change
    expect(await planViolations(database, [plan.id])).toEqual([])
  })

  test('a row inserted by SQL takes what it leaves open from the plan, and is not missed either', async () => {
    const plan = await createPlan()
    const { change } = await inTransaction('commit', async (db) => {
      await db.query('insert into user_plans (user_id, plan_id, amount) values ($1, $2, 5000)', [
        account.id,
        plan.id,
      ])
      const change = savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
      await expect.poll(() => someoneWaitsFor(db), { interval: 5, timeout: 10_000 }).toBe(true)
      return { change }
    })
    await change
    expect(await planViolations(database, [plan.id])).toEqual([])
  })
})

describe('own investments', () => {
  type Own = { user_plans: { id: string; status: string }[]; next_end_at: string; has_lapsed: boolean }

  test('show what has reached its end as completed at once, and as marked after a sweep', async () => {
    const owner = await createAccount()
    const persona = signedIn(owner)
    const plan = await createPlan()
    const lapsed = await createUserPlan(owner.id, plan.id, { ageDays: 31 })
    const active = await createUserPlan(owner.id, plan.id)
    const expected = [
      { id: active.id, status: 'active' },
      { id: lapsed.id, status: 'completed' },
    ]

    const before = await call<Own>(persona, 'get_user_plans()')
    expect(before).toMatchObject({ has_lapsed: true })
    expect(before.user_plans.map(({ id, status }) => ({ id, status }))).toEqual(expected)
    expect(new Date(before.next_end_at)).toEqual(active.ends_at)

    expect(await call(persona, 'complete_user_plans()')).toBe(1)
    expect(await call(persona, 'complete_user_plans()')).toBe(0)
    expect(await call(persona, 'get_user_plans()')).toMatchObject({ has_lapsed: false, user_plans: expected })
    expect(await inboxOf(owner.id)).toMatchObject([{ title: 'Investment completed', type: 'success' }])
  })

  test('are one’s own, whoever asks', async () => {
    const plan = await createPlan()
    await createUserPlan(account.id, plan.id)
    expect(await call(admin, 'get_user_plans()')).toMatchObject({ user_plans: [], has_lapsed: false })
  })
})

test('what one follows is told to oneself only', async () => {
  const [followed, other] = [await createPlan(), await createPlan()]
  await call(me, 'follow_plan($1)', [followed.id])
  await call(me, 'follow_plan($1)', [other.id])
  await call(me, 'unfollow_plan($1)', [other.id])
  const ownIds = async (persona: Persona) =>
    (await call<{ followed: string[] }>(persona, 'get_user_plans()')).followed
  expect(await ownIds(me)).toContain(followed.id)
  expect(await ownIds(me)).not.toContain(other.id)
  expect(await ownIds(admin)).not.toContain(followed.id)
})

async function actAsOften(persona: Persona, planId: string, times: number): Promise<void> {
  await inTransaction('commit', async (db) => {
    await become(db, persona)
    await db.query('select public.invest($1, 5000, gen_random_uuid()) from generate_series(1, $2::int)', [
      planId,
      times,
    ])
  })
}

/** Whether another connection waits for a lock of this one. */
async function someoneWaitsFor(db: Database): Promise<boolean> {
  const { pid } = await rowOf<{ pid: number }>(db, 'select pg_backend_pid() as pid')
  const { waits } = await rowOf<{ waits: boolean }>(
    database,
    'select exists (select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))) as waits',
    [pid],
  )
  return waits
}
