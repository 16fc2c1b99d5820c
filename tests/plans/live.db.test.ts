import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { clientAs } from '../support/api-clients.ts'
import { database } from '../support/database.ts'
import { createPlan } from '../support/factories.ts'
import { type Person, signUpPerson } from '../support/people.ts'
import { planFields } from '../support/plan-calls.ts'
import { until } from '../support/until.ts'

/** What reaches whom on the wire, with the unmodified client: REST and the socket. */
const stack = inject('stack')
const clients: SupabaseClient[] = []
let investor: Person
let admin: Person
let asInvestor: SupabaseClient
let asAdmin: SupabaseClient

type Change = { eventType: string; table: string; new: Record<string, unknown>; old: Record<string, unknown> }

beforeAll(async () => {
  ;[investor, admin] = await Promise.all([signUpPerson(stack), signUpPerson(stack)])
  await database.query("update profiles set role = 'admin' where id = $1", [admin.id])
  asInvestor = clientAs(stack, investor.accessToken)
  asAdmin = clientAs(stack, admin.accessToken)
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.removeAllChannels()))
})

describe('an investor’s screen learns', () => {
  test('of a plan that is created, changed, withdrawn, offered again and deleted', async () => {
    const changes = await watch(investor, [{ table: 'plans' }, { table: 'plan_departures' }])
    const plan = await save(null, null, planFields())
    await until(() => changes.find((change) => change.eventType === 'INSERT' && change.new.id === plan.id))
    await save(plan.id, 1, { roi_percent: 3.5 })
    await until(() => changes.find((change) => change.new.id === plan.id && change.new.roi_percent === 3.5))

    await save(plan.id, 2, { is_active: false, description: 'A secret' })
    const departure = await until(() => changes.find((change) => change.new.plan_id === plan.id))
    expect(departure.table).toBe('plan_departures')

    await save(plan.id, 3, { is_active: true, description: '' })
    await until(() => changes.find((change) => change.new.version === 4))
    await asAdmin.rpc('delete_plan', { id: plan.id, version: 4 })
    const deletion = await until(() => changes.find((change) => change.old.id === plan.id))
    expect(deletion.old).toEqual({ id: plan.id })
    await until(() => changes.find((change) => change.eventType === 'UPDATE' && 'plan_id' in change.new))
    expect(JSON.stringify(changes)).not.toContain('A secret')
  })

  test('of the new terms of own investments, of a notification and of following, and of nobody else’s', async () => {
    const plan = await createPlan()
    const filter = `user_id=eq.${investor.id}`
    const changes = await watch(investor, [
      { table: 'user_plans', filter },
      { table: 'notifications', filter },
      { table: 'plan_followers', filter },
    ])
    const invested = await asInvestor.rpc('invest', {
      plan_id: plan.id,
      amount: 5_000,
      idempotency_key: crypto.randomUUID(),
    })
    expect(invested.error).toBeNull()
    await asAdmin.rpc('follow_plan', { plan_id: plan.id })
    await asInvestor.rpc('follow_plan', { plan_id: plan.id })
    await database.query('update plans set roi_percent = 3.5 where id = $1', [plan.id])
    await until(() =>
      changes.find(({ table, new: row }) => table === 'user_plans' && row.roi_percent === 3.5),
    )
    await until(() => changes.find(({ table }) => table === 'notifications'))

    await asInvestor.rpc('unfollow_plan', { plan_id: plan.id })
    await until(() => changes.find(({ table, new: row }) => table === 'plan_followers' && row.unfollowed_at))
    await database.query('delete from plans where id = $1', [plan.id])
    await until(() => changes.find(({ new: row }) => row.status === 'cancelled'))
    const rows = changes.filter(({ eventType }) => eventType !== 'DELETE')
    expect(new Set(rows.map((change) => change.new.user_id))).toEqual(new Set([investor.id]))
  })

  test('nothing of the history, whose rows name admins', async () => {
    const theirs = await watch(investor, [{ table: 'plan_changes' }])
    const ours = await watch(admin, [{ table: 'plan_changes' }])
    const plan = await save(null, null, planFields())
    const seen = await until(() => ours.find((change) => change.new.plan_id === plan.id))
    expect(seen.new).toMatchObject({ op: 'CREATE', actor_email: admin.email, after: { roi_percent: 2.5 } })
    // Delivered in the order of commits: what an own channel opened later has seen was offered here before.
    const later = await watch(investor, [{ table: 'plans' }])
    await save(plan.id, 1, { roi_percent: 3.5 })
    await until(() => later.find((change) => change.new.id === plan.id))
    expect(theirs).toEqual([])
  })
})

describe('REST', () => {
  test('shows visitors what is on offer, and nothing else', async () => {
    const hidden = await createPlan({ isActive: false })
    const plan = await createPlan()
    const visitor = clientAs(stack)
    const { data } = await visitor.from('plans').select('*').in('id', [plan.id, hidden.id])
    expect(data).toMatchObject([{ id: plan.id, roi_percent: 2.5, version: 1 }])
    for (const table of ['user_plans', 'plan_changes', 'plan_followers', 'notifications']) {
      const { data: rows, error } = await visitor.from(table).select('*')
      expect(rows ?? []).toEqual([])
      expect(error?.code).toBe('42501')
    }
  })

  test('says of a conflict what the plan is now, and of mistakes in which field they are', async () => {
    const plan = await createPlan()
    await save(plan.id, 1, { roi_percent: 3.5 })
    const conflict = await asAdmin.rpc('save_plan', { id: plan.id, version: 1, patch: { roi_percent: 4 } })
    expect(conflict).toMatchObject({ status: 409, error: { code: 'PT409' } })
    expect(JSON.parse(conflict.error?.details ?? '')).toMatchObject({
      version: 2,
      current: { roi_percent: 3.5, name: plan.name },
    })
    const mistake = await asAdmin.rpc('save_plan', { id: plan.id, version: 2, patch: { roi_percent: 0 } })
    expect(mistake).toMatchObject({ status: 400, error: { code: 'PT400' } })
    expect(Object.keys(JSON.parse(mistake.error?.details ?? '').fields)).toEqual(['roi_percent'])
  })

  test('refuses whoever is no admin, by every route, and nothing changes', async () => {
    const plan = await createPlan()
    const attempts = [
      asInvestor.from('plans').update({ roi_percent: 9 }).eq('id', plan.id),
      asInvestor.from('plans').delete().eq('id', plan.id),
      asInvestor.from('plans').insert(planFields()),
      asInvestor.from('plans').upsert({ ...planFields(), id: plan.id }),
      asInvestor.from('user_plans').insert({ user_id: investor.id, plan_id: plan.id, amount: 1 }),
      asInvestor.from('plan_followers').insert({ user_id: investor.id, plan_id: plan.id }),
      asInvestor.from('notifications').insert({ user_id: admin.id, title: 'Forged', message: '' }),
      asInvestor.from('plan_departures').insert({ plan_id: plan.id, left_at: 'now' }),
      asInvestor.rpc('save_plan', { id: plan.id, version: 1, patch: { roi_percent: 9 } }),
      asInvestor.rpc('restore_plan', { plan_id: plan.id, version: 1 }),
      asInvestor.rpc('delete_plan', { id: plan.id, version: 1 }),
      asInvestor.rpc('import_plans', { rows: [planFields()], dry_run: true }),
      asInvestor.rpc('get_plan_impact', { plan_id: plan.id }),
      asInvestor.rpc('get_plan_desk'),
      clientAs(stack).rpc('get_plan_desk'),
    ]
    for (const { error } of await Promise.all(attempts)) expect(error?.code).toBe('42501')
    const { data } = await asInvestor.from('plans').select('version').eq('id', plan.id)
    expect(data).toEqual([{ version: 1 }])
  })
})

async function save(id: string | null, version: number | null, patch: object): Promise<{ id: string }> {
  const { data, error } = await asAdmin.rpc('save_plan', { id, version, patch })
  if (error) throw error
  return data
}

/** One channel with these watches; resolves when changes flow. */
async function watch(person: Person, watches: { table: string; filter?: string }[]): Promise<Change[]> {
  const client = clientAs(stack, person.accessToken)
  clients.push(client)
  await client.realtime.setAuth(person.accessToken)
  const changes: Change[] = []
  const channel = client.channel(`watch-${clients.length}`)
  for (const target of watches) {
    channel.on('postgres_changes', { event: '*', schema: 'public', ...target }, (change) => {
      changes.push(change as unknown as Change)
    })
  }
  await flowing(channel)
  return changes
}

async function flowing(channel: RealtimeChannel): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error('Changes do not flow after 20 s.')), 20_000).unref()
    channel.on('system', {}, (message: { status: string; message: string }) => {
      if (message.status === 'ok') resolve()
      else reject(new Error(message.message))
    })
    channel.subscribe((status, error) => {
      if (status === 'CHANNEL_ERROR' || status === 'TIMED_OUT') reject(error ?? new Error(status))
    })
  })
}
