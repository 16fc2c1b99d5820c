import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { database, rowsOf } from '../support/database.ts'
import { type Account, createAccount, createPlan, type PlanRow } from '../support/factories.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { call, deletePlan, inboxOf, savePlan } from '../support/plan-calls.ts'

let account: Account
let me: Persona
let adminAccount: Account
let admin: Persona
let plan: PlanRow

beforeEach(async () => {
  account = await createAccount()
  me = signedIn(account)
  adminAccount = await createAccount({ role: 'admin' })
  admin = signedIn(adminAccount)
  plan = await createPlan()
  await follow(me)
})

describe('a follower is told', () => {
  test('what has changed, with a link to the plan', async () => {
    await savePlan(admin, plan.id, 1, { roi_percent: 3.5, duration_days: 45, min_amount: 5 })
    expect(await inboxOf(account.id)).toEqual([
      {
        title: `Plan "${plan.name}" has changed`,
        message: 'ROI: 2.5 % → 3.5 %; Duration: 30 → 45 days; Amounts have changed',
        type: 'info',
        link: `/plans/${plan.id}`,
      },
    ])
  })

  test('of a change by SQL too', async () => {
    await database.query("update plans set name = 'New ' || id, description = 'More' where id = $1", [
      plan.id,
    ])
    expect(await inboxOf(account.id)).toMatchObject([
      { message: `Name: ${plan.name} → New ${plan.id}; Description has changed` },
    ])
  })

  test('when the plan is withdrawn and offered again, but not of what only admins see', async () => {
    await savePlan(admin, plan.id, 1, { is_active: false, roi_percent: 7 })
    await savePlan(admin, plan.id, 2, { roi_percent: 8 })
    await savePlan(admin, plan.id, 3, { is_active: true })
    expect(await inboxOf(account.id)).toMatchObject([
      { message: `"${plan.name}" is no longer offered.`, type: 'warning', link: '/plans' },
      { message: `"${plan.name}" is offered again: 8 % in 30 days.` },
    ])
  })

  test('when the plan is deleted', async () => {
    await deletePlan(admin, plan.id, 1)
    expect(await inboxOf(account.id)).toMatchObject([
      { title: `Plan "${plan.name}" has been withdrawn`, link: '/plans' },
    ])
  })
})

test('a statement that changes nothing is no news', async () => {
  await database.query('update plans set roi_percent = 2.5 where id = $1', [plan.id])
  expect(await inboxOf(account.id)).toEqual([])
})

test('whoever made the change is not told of it', async () => {
  await follow(admin)
  await savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
  expect(await inboxOf(adminAccount.id)).toEqual([])
  expect(await inboxOf(account.id)).toHaveLength(1)
})

test('following twice is following once, and unfollowing ends it until one follows again', async () => {
  await follow(me)
  expect(await rowsOf(database, 'select id from plan_followers where plan_id = $1', [plan.id])).toHaveLength(
    1,
  )

  await unfollow(me)
  await unfollow(me)
  await savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
  expect(await inboxOf(account.id)).toEqual([])

  await follow(me)
  await savePlan(admin, plan.id, 2, { roi_percent: 4.5 })
  expect(await inboxOf(account.id)).toHaveLength(1)
})

test('a plan out of sight cannot be followed', async () => {
  const hidden = await createPlan({ isActive: false })
  await expect(call(me, 'follow_plan($1)', [hidden.id])).rejects.toMatchObject({ code: 'PT404' })
  await call(admin, 'follow_plan($1)', [hidden.id])
})

test('guests do not follow', async () => {
  await expect(follow(signedIn(await createAccount({ isGuest: true })))).rejects.toMatchObject({
    code: 'PT403',
  })
})

test('SQL ends a following as the app does, because a removed row would tell no screen', async () => {
  await expect(
    database.query('delete from plan_followers where user_id = $1', [account.id]),
  ).rejects.toMatchObject({ code: 'PT409' })
  await database.query('delete from auth.users where id = $1', [account.id])
  expect(await rowsOf(database, 'select id from plan_followers where plan_id = $1', [plan.id])).toEqual([])
})

test('a change with thousands of followers tells each of them', async () => {
  const ids = Array.from({ length: 2_000 }, () => randomUUID())
  await database.query(
    `insert into auth.users (id, aud, role, is_anonymous, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
     select id, 'authenticated', 'authenticated', false, '{}', '{}', now(), now() from unnest($1::uuid[]) as id`,
    [ids],
  )
  await database.query(
    'insert into plan_followers (user_id, plan_id) select id, $2 from unnest($1::uuid[]) as id',
    [ids, plan.id],
  )
  await savePlan(admin, plan.id, 1, { roi_percent: 3.5 })
  const told = await rowsOf(database, 'select user_id from notifications where link = $1', [
    `/plans/${plan.id}`,
  ])
  expect(told.map(({ user_id }) => user_id).sort()).toEqual([...ids, account.id].sort())
})

function follow(persona: Persona): Promise<unknown> {
  return call(persona, 'follow_plan($1)', [plan.id])
}

function unfollow(persona: Persona): Promise<unknown> {
  return call(persona, 'unfollow_plan($1)', [plan.id])
}
