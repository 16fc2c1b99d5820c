import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { creditViolations } from '../support/credit-invariants.ts'
import { rowsOf } from '../support/database.ts'
import { type PrivateStack, startPrivateStack } from '../support/stack.ts'

const MIRA = '00000000-0000-4000-8000-000000000001'
const OTTO = '00000000-0000-4000-8000-000000000002'

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

test('the demo has an account for each role, and its credits add up', async () => {
  expect(await rowsOf(db, 'select email, role from profiles order by id')).toEqual([
    { email: 'creator@rowcast.test', role: 'member' },
    { email: 'creator2@rowcast.test', role: 'member' },
    { email: 'teacher@rowcast.test', role: 'teacher' },
    { email: 'admin@rowcast.test', role: 'admin' },
    { email: 'admin2@rowcast.test', role: 'admin' },
  ])
  expect(await creditViolations(db, [MIRA, OTTO])).toEqual([])
})

test('nobody of the demo has just joined', async () => {
  expect(await rowsOf(db, "select id from profiles where created_at > now() - interval '59 days'")).toEqual(
    [],
  )
})

test('the demo creator has one active row, so that "credits + 10" in psql adds 10', async () => {
  const added = await rowsOf(
    db,
    "update user_credits set credits = credits + 10 where user_id = $1 and status = 'active' returning id",
    [MIRA],
  )
  expect(added).toHaveLength(1)
})

test('the ledger of the demo is guarded again afterwards', async () => {
  await expect(db.query("update credit_transactions set reason = 'Forged'")).rejects.toMatchObject({
    code: 'PT409',
  })
})
