import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowOf, rowsOf } from '../support/database.ts'
import { planViolations } from '../support/plan-invariants.ts'
import { type PrivateStack, startPrivateStack } from '../support/stack.ts'

let stack: PrivateStack
let db: pg.Client

beforeAll(async () => {
  stack = await startPrivateStack({ demo: true })
  db = new pg.Client({ connectionString: stack.status.db_url })
  await db.connect()
})

afterAll(async () => {
  await db.end()
  await stack.stop()
})

test('the demo has plans with a past that adds up', async () => {
  const plans = await rowsOf<{ id: string; is_active: boolean; version: number }>(
    db,
    'select id, is_active, version from plans order by id',
  )
  expect(plans).toHaveLength(8)
  expect(plans.filter((plan) => !plan.is_active)).toHaveLength(1)
  expect(plans.filter((plan) => plan.version > 2).length).toBeGreaterThan(0)
  expect(
    await planViolations(
      db,
      plans.map((plan) => plan.id),
    ),
  ).toEqual([])
})

test('its history is in the order of time, by admins and once by the dashboard', async () => {
  const { ordered, actors } = await rowOf(
    db,
    `select bool_and(is_later) as ordered, count(distinct actor_email)::int as actors
     from (select changed_at > lag(changed_at, 1, '-infinity') over (order by id) as is_later, actor_email
       from plan_changes) as step`,
  )
  expect({ ordered, actors }).toEqual({ ordered: true, actors: 2 })
  expect(await rowsOf(db, 'select id from plan_changes where actor_id is null')).toHaveLength(1)
})

test('its investors have what is active and what is completed, and an inbox with news', async () => {
  const counts = await rowOf(
    db,
    `select
       (select count(*)::int from user_plans where status = 'active') as active,
       (select count(*)::int from user_plans where status = 'completed') as completed,
       (select count(*)::int from notifications where read_at is null) as unread,
       (select count(*)::int from notifications where read_at is not null) as read,
       (select count(*)::int from notifications where created_at > now()) as from_the_future,
       (select count(*)::int from plan_followers) as followers`,
  )
  expect(counts).toMatchObject({ active: 7, completed: 1, from_the_future: 0, followers: 7 })
  expect(counts.unread).toBeGreaterThan(0)
  expect(counts.read).toBeGreaterThan(0)
})

test('its history is guarded again afterwards', async () => {
  await expect(db.query('update plan_changes set actor_id = null')).rejects.toMatchObject({ code: 'PT409' })
})
