import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { LIVE_TABLES } from '@/lib/realtime/live-tables'
import { clientAs } from '../support/api-clients.ts'
import { database, rowsOf } from '../support/database.ts'
import { type Person, signUpPerson } from '../support/people.ts'
import { planFields } from '../support/plan-calls.ts'
import { until } from '../support/until.ts'

/** Who changed a plan is known to admins only: an admin's address reaches nobody else, whichever way they ask. */
const stack = inject('stack')
const READERS = ['visitor', 'investor', 'teacher'] as const

type Reader = (typeof READERS)[number]

let admin: Person
let asAdmin: SupabaseClient
let people: Record<Reader, Person | null>
let planId: string
const sockets: SupabaseClient[] = []

beforeAll(async () => {
  const [boss, investor, teacher] = await Promise.all([1, 2, 3].map(() => signUpPerson(stack)))
  if (!boss || !investor || !teacher) throw new Error('Nobody signed up.')
  admin = boss
  people = { visitor: null, investor, teacher }
  await database.query("update profiles set role = 'admin' where id = $1", [admin.id])
  await database.query("update profiles set role = 'teacher' where id = $1", [teacher.id])
  asAdmin = clientAs(stack, admin.accessToken)
  planId = (await saved({ id: null, version: null, patch: planFields() })).id
  for (const reader of [investor, teacher]) {
    const client = clientAs(stack, reader.accessToken)
    await client.rpc('follow_plan', { plan_id: planId })
    await client.rpc('invest', { plan_id: planId, amount: 5_000, idempotency_key: randomUUID() })
  }
  await saved({ id: planId, version: 1, patch: { roi_percent: 3.5 } })
})

afterAll(() => Promise.all(sockets.map((client) => client.removeAllChannels())))

describe('by REST', () => {
  test('an admin finds it, so it is there to be found', async () => {
    const { data } = await asAdmin.from('plan_changes').select('*').eq('plan_id', planId)
    expect(JSON.stringify(data)).toContain(admin.email)
  })

  test.each(READERS)('%s: no table has it', async (reader) => {
    const tables = await rowsOf<{ name: string }>(
      database,
      "select tablename as name from pg_tables where schemaname = 'public'",
    )
    expect(tables.length).toBeGreaterThan(LIVE_TABLES.length)
    for (const { name } of tables) {
      const { data, error } = await clientOf(reader).from(name).select('*')
      expect(JSON.stringify({ data, error }), name).not.toContain(admin.email)
    }
  })

  test.each(READERS)('%s: no function answers it, and no refusal does', async (reader) => {
    const client = clientOf(reader)
    const answers = await Promise.all([
      client.rpc('get_plan_catalog'),
      client.rpc('get_plan_feed'),
      client.rpc('get_plan_feed', { plan_id: planId }),
      client.rpc('get_user_plans'),
      client.rpc('get_notifications'),
      client.rpc('get_public_profiles', { user_ids: [admin.id] }),
      client.rpc('get_plan_desk'),
      client.rpc('get_plan_impact', { plan_id: planId }),
      client.rpc('save_plan', { id: planId, version: 1, patch: { roi_percent: 9 } }),
      client.rpc('delete_plan', { id: planId, version: 1 }),
      client.rpc('restore_plan', { plan_id: planId, version: 1 }),
      client.rpc('import_plans', { rows: [planFields()], dry_run: true }),
      client.rpc('invest', { plan_id: planId, amount: 1, idempotency_key: randomUUID() }),
    ])
    expect(JSON.stringify(answers)).not.toContain(admin.email)
  })
})

test.each(READERS)('on the socket, %s: no event carries it, whatever is watched', async (reader) => {
  const client = socketOf(reader)
  const heard: unknown[] = []
  const watching = await Promise.all(LIVE_TABLES.map((table) => watch(client, table, heard)))
  expect(watching.filter(Boolean).length).toBeGreaterThan(0)

  const { id } = await saved({ id: null, version: null, patch: planFields() })
  await saved({ id, version: 1, patch: { roi_percent: 4 } })
  await saved({ id, version: 2, patch: { is_active: false } })
  await asAdmin.rpc('delete_plan', { id, version: 3 })
  // Events come in the order of their commits, so the last one closes the list of what could have come.
  await until(() => JSON.stringify(heard).includes(`"old":{"id":"${id}"}`), { what: 'the deletion' })
  expect(JSON.stringify(heard)).not.toContain(admin.email)
})

test.each(['desk:plans', () => `desk:plan:${planId}`])('nobody else meets admins at %s', async (place) => {
  const topic = typeof place === 'string' ? place : place()
  for (const reader of READERS) {
    const channel = socketOf(reader).channel(topic, { config: { private: true } })
    const outcome = await new Promise((resolve) => channel.subscribe((status) => resolve(status)))
    expect(outcome, reader).toBe('CHANNEL_ERROR')
  }
})

function clientOf(reader: Reader): SupabaseClient {
  return clientAs(stack, people[reader]?.accessToken)
}

function socketOf(reader: Reader): SupabaseClient {
  const client = clientOf(reader)
  sockets.push(client)
  return client
}

/** Puts what arrives into `heard`; false where the reader is refused. */
async function watch(client: SupabaseClient, table: string, heard: unknown[]): Promise<boolean> {
  const channel = client.channel(`watch-${table}`)
  channel.on('postgres_changes', { event: '*', schema: 'public', table }, (change) => heard.push(change))
  return new Promise((resolve) => {
    channel.on('system', {}, (message: { status: string }) => resolve(message.status === 'ok'))
    channel.subscribe((status) => {
      if (status === 'CHANNEL_ERROR' || status === 'TIMED_OUT') resolve(false)
    })
  })
}

async function saved(args: {
  id: string | null
  version: number | null
  patch: object
}): Promise<{ id: string }> {
  const { data, error } = await asAdmin.rpc('save_plan', args)
  if (error) throw error
  return data
}
