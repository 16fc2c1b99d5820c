import type { SupabaseClient } from '@supabase/supabase-js'
import { afterEach, expect, inject, test } from 'vitest'
import { createFreshReads } from '@/lib/realtime/fresh-reads'
import { heldFrom } from '@/lib/realtime/instant'
import { clientAs } from '../support/api-clients'
import { database } from '../support/database'
import { createPlan } from '../support/factories'
import { until } from '../support/until'

/** Shared reads with the clocks of the real thing: commits, events and answers all by Postgres. */
const stack = inject('stack')
const VIEWERS = 30
const CHANGES = 25

const clients: SupabaseClient[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.removeAllChannels()))
})

type Catalog = { asOf: string | null; version: number }

/** The plans as a visitor reads them, on one app server: whoever asks shares. */
function createServer(planId: string) {
  const share = createFreshReads()
  const visitor = clientAs(stack)
  let reads = 0
  async function read(): Promise<Catalog> {
    reads += 1
    const { data, error } = await visitor.rpc('get_plan_catalog', { plan_id: planId })
    if (error) throw error
    const { plans, as_of } = data as { plans: { version: number }[]; as_of: string | null }
    return { asOf: as_of, version: plans[0]?.version ?? 0 }
  }
  return { reads: () => reads, ask: (heldFromUs: number | null) => share('catalog', heldFromUs, read) }
}

test('a change costs few reads, however many look, and nobody gets data from before it', async () => {
  const plan = await createPlan()
  const server = createServer(plan.id)
  const answers: { asked: number; got: number }[] = []
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    await watch(plan.id, async (version, commitAt) => {
      const { version: got } = await server.ask(heldFrom(commitAt))
      answers.push({ asked: version, got })
    })
  }
  for (let change = 1; change <= CHANGES; change += 1) {
    await database.query('update plans set roi_percent = roi_percent + 0.1 where id = $1', [plan.id])
    await until(() => answers.length === VIEWERS * change, { what: `the answers to change ${change}` })
  }
  expect(answers.filter(({ asked, got }) => got < asked)).toEqual([])
  // Usually as many as changes. An answer names no instant while another test writes, and the next ask reads then.
  expect(server.reads()).toBeGreaterThanOrEqual(CHANGES)
  expect(server.reads()).toBeLessThan((VIEWERS * CHANGES) / 3)
})

test('while another transaction is open, answers can’t say what they hold: still nobody gets old data', async () => {
  const plan = await createPlan()
  const server = createServer(plan.id)
  const answers: { asked: number; got: number }[] = []
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    await watch(plan.id, async (version, commitAt) => {
      const { version: got } = await server.ask(heldFrom(commitAt))
      answers.push({ asked: version, got })
    })
  }
  const other = await database.connect()
  try {
    await other.query('begin')
    await other.query('select pg_current_xact_id()')
    // Nobody waits for an answer before the next change.
    for (let change = 1; change <= CHANGES; change += 1) {
      await database.query('update plans set roi_percent = roi_percent + 0.1 where id = $1', [plan.id])
    }
    await until(() => answers.length === VIEWERS * CHANGES, { what: 'all answers' })
  } finally {
    await other.query('rollback')
    other.release()
  }
  expect(answers.filter(({ asked, got }) => got < asked)).toEqual([])
  expect(server.reads()).toBeLessThan(VIEWERS * CHANGES)
})

/** A viewer with a socket of their own. */
async function watch(planId: string, hear: (version: number, commitAt: string) => void): Promise<void> {
  const client = clientAs(stack)
  clients.push(client)
  let isFlowing = false
  client
    .channel('viewer')
    .on(
      'postgres_changes',
      { event: 'UPDATE', schema: 'public', table: 'plans', filter: `id=eq.${planId}` },
      (change) => hear(Number(change.new.version), change.commit_timestamp),
    )
    .on('system', {}, ({ extension, status }) => {
      if (extension === 'postgres_changes' && status === 'ok') isFlowing = true
    })
    .subscribe()
  await until(() => isFlowing, { what: 'flowing changes' })
}
