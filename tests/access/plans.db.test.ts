import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, rowOf, rowsOf } from '../support/database.ts'
import { createPlan, type PlanRow } from '../support/factories.ts'
import { as, type Cast, createCast, PERSONAS, type PersonaName } from '../support/personas.ts'
import { deletePlan, planFields, savePlan } from '../support/plan-calls.ts'

type Sight = 'all' | 'on offer' | 'denied' | 'none'
type Expected = Record<
  PersonaName,
  { plans: Sight; history: Sight; departures: Sight; holdings: Sight; write: string }
>

const member = {
  plans: 'on offer',
  history: 'none',
  departures: 'all',
  holdings: 'none',
  write: 'denied',
} as const
const EXPECTED: Expected = {
  anon: { ...member, history: 'denied', holdings: 'denied' },
  guest: member,
  creator: member,
  otherCreator: member,
  teacher: member,
  admin: { plans: 'all', history: 'all', departures: 'all', holdings: 'all', write: 'denied' },
  service: { plans: 'all', history: 'all', departures: 'all', holdings: 'all', write: 'allowed' },
}

let cast: Cast
let onOffer: PlanRow
let hidden: PlanRow

beforeAll(async () => {
  cast = await createCast()
  onOffer = await createPlan()
  hidden = await createPlan({ isActive: false })
  const gone = await createPlan()
  await database.query('delete from plans where id = $1', [gone.id])
})

describe('plans, by a plain request', () => {
  test.each(PERSONAS)('%s', async (persona) => {
    expect({
      plans: await sightOf(persona, 'select id from plans'),
      history: await sightOf(persona, 'select plan_id as id from plan_changes'),
      departures: await departuresSeen(persona),
      holdings: await sightOf(persona, 'select plan_id as id from plan_holdings'),
      write: await writes(persona),
    }).toEqual(EXPECTED[persona])
  })

  test('nobody writes the history, the departures or the holdings, not even the service key', async () => {
    const attempts = [
      "insert into plan_changes (plan_id, op, version, after, changed_at) values (gen_random_uuid(), 'CREATE', 1, '{}', now())",
      'update plan_changes set actor_id = null',
      'delete from plan_changes',
      'insert into plan_departures values (gen_random_uuid(), now())',
      'delete from plan_departures',
      'insert into plan_holdings values (gen_random_uuid(), now())',
      'update plan_holdings set changed_at = now()',
      'delete from plan_holdings',
    ]
    for (const text of attempts) {
      expect(await outcome('service', (db) => db.query(text))).toBe('denied')
      expect(await outcome('admin', (db) => db.query(text))).toBe('denied')
    }
  })
})

describe('the functions of admins', () => {
  const CALLS: [string, unknown[]][] = [
    ['save_plan($1, $2, $3)', [null, null, '{}']],
    ['save_plan($1, $2, $3)', [randomUUID(), 1, '{}']],
    ['restore_plan($1, $2)', [randomUUID(), 1]],
    ['delete_plan($1, $2)', [randomUUID(), 1]],
    ['import_plans($1, $2)', ['[]', randomUUID()]],
    ['import_plans($1, $2, true)', ['[]', null]],
    ['get_plan_impact($1)', [randomUUID()]],
    ['get_plan_desk()', []],
  ]
  const STRANGERS = PERSONAS.filter((persona) => persona !== 'admin')

  test.each(STRANGERS)('%s is refused before anything is looked at', async (persona) => {
    for (const [text, values] of CALLS) {
      const result = await outcome(persona, (db) => db.query(`select public.${text}`, values))
      expect(result).toBe('denied')
    }
  })
})

describe('what everyone is offered', () => {
  test.each(['anon', 'guest', 'creator', 'teacher', 'admin'] as const)(
    '%s reads the same catalog, hidden plans left out',
    async (persona) => {
      const { plans } = await answerOf<Answer>(persona, 'get_plan_catalog()')
      const ids = plans.map(({ id }) => id)
      expect(ids).toContain(onOffer.id)
      expect(ids).not.toContain(hidden.id)
      expect((await answerOf<Answer>(persona, `get_plan_catalog('${onOffer.id}')`)).plans).toMatchObject([
        { id: onOffer.id, name: onOffer.name, is_active: true },
      ])
      expect((await answerOf<Answer>(persona, `get_plan_catalog('${hidden.id}')`)).plans).toEqual([])
    },
  )

  test('hidden plans and who changed what are in the feed of admins only', async () => {
    const saved = await savePlan(cast.admin, hidden.id, hidden.version, { roi_percent: 4.5 })
    const deleted = await savePlan(cast.admin, null, null, planFields())
    await deletePlan(cast.admin, deleted.id, deleted.version)
    const email = cast.accounts.admin.email

    const ofAdmin = await answerOf<Answer>('admin', 'get_plan_feed()')
    expect(ofAdmin.plans.find(({ id }) => id === hidden.id)).toMatchObject({
      admin_email: email,
      version: saved.version,
    })
    expect(ofAdmin.gone[0]).toMatchObject({ plan_id: deleted.id, admin_email: email })

    for (const persona of ['anon', 'guest', 'creator', 'teacher'] as const) {
      const feed = await answerOf<Answer>(persona, 'get_plan_feed()')
      expect(feed.plans.map(({ id }) => id)).not.toContain(hidden.id)
      expect(feed.gone.map(({ plan_id }) => plan_id)).toContain(deleted.id)
      expect(JSON.stringify(feed)).not.toContain(email)
    }
  })
})

type Answer = {
  plans: { id: string; admin_email?: string }[]
  gone: { plan_id: string; admin_email: string | null }[]
}

async function answerOf<T>(persona: PersonaName, call: string): Promise<T> {
  const { answer } = await as(cast[persona], (db) =>
    rowOf<{ answer: T }>(db, `select public.${call} as answer`),
  )
  return answer
}

describe('an admin’s address', () => {
  test.each(['guest', 'creator', 'teacher'] as const)('never reaches a %s', async (persona) => {
    const saved = await savePlan(cast.admin, null, null, planFields())
    await savePlan(cast.admin, saved.id, 1, { roi_percent: 3.5 })
    const reads = [
      'select * from plans',
      'select * from plan_changes',
      'select * from plan_departures',
      'select * from user_plans',
      'select * from plan_followers',
      'select * from notifications',
      'select public.get_plan_catalog()',
      'select public.get_plan_feed()',
      'select public.get_user_plans()',
      'select public.get_notifications()',
      `select * from public.get_public_profiles('{${cast.accounts.admin.id}}')`,
    ]
    for (const text of reads) {
      const rows = await as(cast[persona], (db) => rowsOf(db, text))
      expect(JSON.stringify(rows)).not.toContain(cast.accounts.admin.email)
    }
  })
})

async function sightOf(persona: PersonaName, text: string): Promise<Sight> {
  const rows = await outcome(persona, (db) => rowsOf<{ id: string }>(db, text))
  if (rows === 'denied') return 'denied'
  const seen = new Set(rows.map((row) => row.id))
  if (seen.has(hidden.id)) return 'all'
  return seen.has(onOffer.id) ? 'on offer' : 'none'
}

async function departuresSeen(persona: PersonaName): Promise<Sight> {
  const rows = await outcome(persona, (db) => rowsOf(db, 'select plan_id from plan_departures'))
  if (rows === 'denied') return 'denied'
  return rows.length > 0 ? 'all' : 'none'
}

async function writes(persona: PersonaName): Promise<string> {
  const values = [onOffer.id]
  const results = [
    await outcome(persona, (db) =>
      db.query('update plans set roi_percent = roi_percent + 1 where id = $1', values),
    ),
    await outcome(persona, (db) => db.query('delete from plans where id = $1', values)),
    await outcome(persona, (db) =>
      db.query(
        "insert into plans (name, roi_percent, duration_days, min_amount, max_amount) values ('Forged', 1, 1, 1, 1)",
      ),
    ),
  ]
  return results.every((result) => result === 'denied') ? 'denied' : 'allowed'
}

async function outcome<T>(
  persona: PersonaName,
  run: (db: pg.PoolClient) => Promise<T>,
): Promise<T | 'denied'> {
  try {
    return await as(cast[persona], run)
  } catch (error) {
    // PT401 is how a function refuses a caller without an account, such as the service key.
    if (['42501', 'PT401'].includes((error as pg.DatabaseError).code ?? '')) return 'denied'
    throw error
  }
}
