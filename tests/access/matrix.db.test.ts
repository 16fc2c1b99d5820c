import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { grant, spend } from '../support/credit-calls.ts'
import { database, rowsOf } from '../support/database.ts'
import { createCredits, createPlan, createUserPlan } from '../support/factories.ts'
import { as, type Cast, createCast, PERSONAS, type PersonaName } from '../support/personas.ts'

/**
 * What happens when a persona runs a command on the rows of `creator` and `otherCreator` and on its own:
 * `all` of them, only its `own`, `none` (allowed, and no row is within reach), or `denied` (no privilege).
 */
type Reach = 'all' | 'own' | 'none' | 'denied'
type Command = 'select' | 'insert' | 'update' | 'delete'
type Expected = Record<PersonaName, Record<Command, Reach>>

type Table = {
  /** The column that says whose row it is. */
  owner: string
  /** Columns and values of a row to insert for `$1`. */
  insert: string
  /** A column that the table's most trusted writer may set, to what it is. */
  update: string
  expected: Expected
}

const nothing = { select: 'denied', insert: 'denied', update: 'denied', delete: 'denied' } as const
const readsOwn = { ...nothing, select: 'own' } as const
const readsAll = { ...nothing, select: 'all' } as const
const writesAll = { select: 'all', insert: 'all', update: 'all' } as const

const TABLES: Record<string, Table> = {
  'public.profiles': {
    owner: 'id',
    insert: "(id, display_name) values ($1, 'Someone')",
    update: 'display_name',
    expected: {
      anon: nothing,
      guest: { ...readsOwn, update: 'own' },
      creator: { ...readsOwn, update: 'own' },
      otherCreator: { ...readsOwn, update: 'own' },
      teacher: { ...readsOwn, update: 'own' },
      admin: { ...readsAll, update: 'own' },
      service: { ...readsAll, update: 'all' },
    },
  },
  'public.user_credits': {
    owner: 'user_id',
    insert: '(user_id, credits) values ($1, 5)',
    update: 'credits',
    expected: {
      anon: nothing,
      guest: readsOwn,
      creator: readsOwn,
      otherCreator: readsOwn,
      teacher: readsOwn,
      admin: readsAll,
      service: { select: 'all', insert: 'all', update: 'all', delete: 'all' },
    },
  },
  'public.credit_transactions': {
    owner: 'user_id',
    insert:
      "(user_id, user_credits_id, delta, balance_after, reason, created_at) values ($1, $1, 1, 1, 'Forged', now())",
    update: 'reason',
    expected: {
      anon: nothing,
      guest: readsOwn,
      creator: readsOwn,
      otherCreator: readsOwn,
      teacher: readsOwn,
      admin: readsAll,
      service: readsAll,
    },
  },
  'public.user_plans': {
    owner: 'user_id',
    insert:
      "(user_id, plan_name, amount, currency, roi_percent, duration_days) values ($1, 'X', 1, 'INR', 1, 1)",
    update: 'amount',
    expected: {
      anon: nothing,
      guest: readsOwn,
      creator: readsOwn,
      otherCreator: readsOwn,
      teacher: readsOwn,
      admin: readsAll,
      service: { ...writesAll, delete: 'denied' },
    },
  },
  'public.notifications': {
    owner: 'user_id',
    insert: "(user_id, title, message) values ($1, 'Forged', '')",
    update: 'read_at',
    expected: {
      anon: nothing,
      guest: readsOwn,
      creator: readsOwn,
      otherCreator: readsOwn,
      teacher: readsOwn,
      admin: readsOwn,
      service: { ...writesAll, delete: 'all' },
    },
  },
  'public.notice_preferences': {
    owner: 'user_id',
    insert: '(user_id) values ($1)',
    update: 'order_emails',
    expected: {
      anon: nothing,
      guest: readsOwn,
      creator: readsOwn,
      otherCreator: readsOwn,
      teacher: readsOwn,
      admin: readsOwn,
      service: readsAll,
    },
  },
  'public.push_subscriptions': {
    owner: 'user_id',
    insert: `(user_id, endpoint, p256dh, auth)
      values ($1, 'https://example.com', repeat('k', 87), repeat('a', 22))`,
    update: 'label',
    expected: {
      anon: nothing,
      guest: readsOwn,
      creator: readsOwn,
      otherCreator: readsOwn,
      teacher: readsOwn,
      admin: readsOwn,
      service: readsAll,
    },
  },
  'public.notices': {
    owner: 'user_id',
    insert: `(channel, kind, user_id, stream, dedupe_key, data)
      values ('email', 'forged', $1, 'forged', gen_random_uuid()::text, '{}')`,
    update: 'state',
    expected: {
      anon: nothing,
      guest: { ...nothing, select: 'none' },
      creator: { ...nothing, select: 'none' },
      otherCreator: { ...nothing, select: 'none' },
      teacher: { ...nothing, select: 'none' },
      admin: readsAll,
      service: readsAll,
    },
  },
  'public.plan_followers': {
    owner: 'user_id',
    insert: `(user_id, plan_id) select $1, id from public.plans where name = 'Unfollowed plan'`,
    update: 'unfollowed_at',
    expected: {
      anon: nothing,
      guest: readsOwn,
      creator: readsOwn,
      otherCreator: readsOwn,
      teacher: readsOwn,
      admin: readsOwn,
      service: { ...writesAll, delete: 'denied' },
    },
  },
  'private.credit_balances': closed('balance', '(user_id, balance, updated_at) values ($1, 9, now())'),
  'private.idempotent_calls': closed('call', "(user_id, key, call, arguments) values ($1, $1, 'x', '{}')"),
}

const PACKAGES: Record<PersonaName, { select: 'all' | 'on sale' | 'denied'; write: 'allowed' | 'denied' }> = {
  anon: { select: 'denied', write: 'denied' },
  guest: { select: 'on sale', write: 'denied' },
  creator: { select: 'on sale', write: 'denied' },
  otherCreator: { select: 'on sale', write: 'denied' },
  teacher: { select: 'on sale', write: 'denied' },
  admin: { select: 'all', write: 'denied' },
  service: { select: 'all', write: 'allowed' },
}

let cast: Cast

beforeAll(async () => {
  cast = await createCast()
  for (const account of Object.values(cast.accounts)) await createCredits(account.id, { credits: 40 })
  await grant(cast.admin, cast.accounts.otherCreator.id, 5)
  await spend(cast.creator, 10)
  await createPlan({ name: 'Unfollowed plan' })
  const plan = await createPlan()
  for (const { id } of Object.values(cast.accounts)) {
    await createUserPlan(id, plan.id)
    await database.query('insert into plan_followers (user_id, plan_id) values ($1, $2)', [id, plan.id])
    await database.query('insert into notice_preferences (user_id) values ($1)', [id])
    await database.query(
      "insert into push_subscriptions (user_id, endpoint, p256dh, auth) values ($1, $2, repeat('k', 87), repeat('a', 22))",
      [id, `https://example.com/${id}`],
    )
    await database.query(
      "insert into notices (channel, kind, user_id, stream, dedupe_key, data) values ('email', 'test', $1, $2, $2, '{}')",
      [id, randomUUID()],
    )
    await database.query("insert into notifications (user_id, title, message) values ($1, 'Hello', '')", [id])
  }
})

describe.each(Object.entries(TABLES))('%s', (table, { owner, insert, update, expected }) => {
  test.each(PERSONAS)('%s', async (persona) => {
    const owners = `select ${owner} as id from ${table} where ${owner} = any ($1)`
    const changed = `update ${table} set ${update} = ${update} where ${owner} = any ($1) returning ${owner} as id`
    const deleted = `delete from ${table} where ${owner} = any ($1) returning ${owner} as id`

    expect({
      select: await reach(persona, (db, ids) => idsOf(db, owners, [ids])),
      insert: await insertReach(persona, `insert into ${table} ${insert}`),
      update: await reach(persona, (db, ids) => idsOf(db, changed, [ids])),
      delete: await reach(persona, (db, ids) => idsOf(db, deleted, [ids])),
    }).toEqual(expected[persona])
  })
})

describe('public.credit_packages', () => {
  test.each(PERSONAS)('%s', async (persona) => {
    const slug = `test-${randomUUID()}`
    const values = `(slug, name, kind, credits, price, currency, is_active)
      values ($1, 'Test', 'one_time', 1, 1, 'INR', false)`
    expect({
      select: await packagesSeen(persona),
      write: await outcome(persona, (db) =>
        db.query(`insert into public.credit_packages ${values}`, [slug]),
      ).then((result) => (result === 'denied' ? 'denied' : 'allowed')),
    }).toEqual(PACKAGES[persona])
  })
})

describe('the columns of a profile that its owner may set', () => {
  const COLUMNS = {
    display_name: "'Zed'",
    avatar_url: "'https://example.com/zed.png'",
    role: "'admin'",
    email: "'someone@example.com'",
    id: 'gen_random_uuid()',
    created_at: 'now()',
    updated_at: 'now()',
  }
  const OPEN = ['display_name', 'avatar_url']

  test.each(Object.entries(COLUMNS))('%s', async (column, value) => {
    const result = await outcome('creator', (db) =>
      db.query(`update public.profiles set ${column} = ${value} where id = $1`, [cast.accounts.creator.id]),
    )
    expect(result).toEqual(OPEN.includes(column) ? expect.objectContaining({ rowCount: 1 }) : 'denied')
  })
})

function closed(update: string, insert: string): Table {
  return {
    owner: 'user_id',
    insert,
    update,
    expected: {
      anon: nothing,
      guest: nothing,
      creator: nothing,
      otherCreator: nothing,
      teacher: nothing,
      admin: nothing,
      service: nothing,
    },
  }
}

async function reach(
  persona: PersonaName,
  run: (db: pg.PoolClient, ids: string[]) => Promise<string[]>,
): Promise<Reach> {
  const everyone = Object.values(cast.accounts).map((account) => account.id)
  const result = await outcome(persona, (db) => run(db, everyone))
  if (result === 'denied') return 'denied'
  const seen = new Set(result)
  const own = ownIdOf(persona)
  if (seen.size === 0) return 'none'
  if (own !== undefined && seen.size === 1 && seen.has(own)) return 'own'
  expect(seen).toContain(cast.accounts.creator.id)
  expect(seen).toContain(cast.accounts.otherCreator.id)
  return 'all'
}

/** Inserting for another person, then for oneself. */
async function insertReach(persona: PersonaName, statement: string): Promise<Reach> {
  const other = cast.accounts[persona === 'otherCreator' ? 'creator' : 'otherCreator'].id
  const forOther = await outcome(persona, (db) => db.query(statement, [other]))
  if (forOther !== 'denied') return 'all'
  const forSelf = await outcome(persona, (db) => db.query(statement, [ownIdOf(persona) ?? other]))
  return forSelf === 'denied' ? 'denied' : 'own'
}

async function packagesSeen(persona: PersonaName): Promise<'all' | 'on sale' | 'denied'> {
  const result = await outcome('service', async (db) => {
    await db.query("update public.credit_packages set is_active = false where slug = 'pack-500'")
    await db.query("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", [
      cast[persona].role,
      JSON.stringify(cast[persona].claims),
    ])
    const rows = await rowsOf<{ slug: string }>(db, 'select slug from public.credit_packages')
    return rows.map((row) => row.slug)
  })
  if (result === 'denied') return 'denied'
  expect(result).toContain('pack-100')
  return result.includes('pack-500') ? 'all' : 'on sale'
}

async function outcome<T>(
  persona: PersonaName,
  run: (db: pg.PoolClient) => Promise<T>,
): Promise<T | 'denied'> {
  try {
    return await as(cast[persona], run)
  } catch (error) {
    // 42501 is insufficient_privilege: a missing grant or a policy. Anything else is a mistake of the test.
    if ((error as pg.DatabaseError).code === '42501') return 'denied'
    throw error
  }
}

async function idsOf(db: pg.PoolClient, text: string, values: unknown[]): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(db, text, values)
  return rows.map((row) => row.id)
}

function ownIdOf(persona: PersonaName): string | undefined {
  if (persona === 'anon' || persona === 'service') return undefined
  return cast.accounts[persona].id
}
