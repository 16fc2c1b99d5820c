import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import { callAction, type ExposedAction, exposedActions } from '../support/exposed-actions.ts'

/** Every action of plans that the build exposes, called past the pages by someone who may not. */

type Access = 'public' | 'signed-in' | 'admin'

const plan = randomUUID()
const key = randomUUID()
const fields = { name: `Forged ${plan}`, roiPercent: 1, durationDays: 1, minAmount: 1, maxAmount: 1 }

/** Who may call it, and an input that is valid, so that access alone decides. */
const ACTIONS: Record<string, [Access, unknown]> = {
  getPlanCatalog: ['public', { planId: null }],
  getPlanFeed: ['public', { planId: null }],
  getPortfolio: ['signed-in', { userId: plan }],
  investInPlan: ['signed-in', { planId: plan, amount: 1, planVersion: 1, idempotencyKey: key }],
  followPlan: ['signed-in', { planId: plan }],
  unfollowPlan: ['signed-in', { planId: plan }],
  getPlanDesk: ['admin', undefined],
  getPlanImpact: ['admin', { planId: plan }],
  getPlanHistory: ['admin', { planId: plan }],
  getOlderPlanChanges: ['admin', { planId: plan, beforeVersion: 2 }],
  getRecentPlanChanges: ['admin', undefined],
  createPlan: ['admin', { fields, idempotencyKey: key }],
  savePlan: ['admin', { planId: plan, version: 1, patch: { roiPercent: 2 }, idempotencyKey: key }],
  deletePlan: ['admin', { planId: plan, version: 1 }],
  restorePlan: ['admin', { planId: plan, version: 1 }],
  tryPlanImport: ['admin', { rows: [{ name: 'Forged' }] }],
  importPlans: ['admin', { rows: [{ name: 'Forged' }], idempotencyKey: key }],
}

test('every action of plans that the build exposes is in the list of this test', async () => {
  const names = exposedActions('lib/plans/actions.ts').map(({ name }) => name)
  expect(names.length).toBeGreaterThan(8)
  expect(names.filter((name) => !(name in ACTIONS))).toEqual([])
})

test('a visitor is refused all but the public reads', async ({ playwright, app }) => {
  const visitor = await playwright.request.newContext({ baseURL: app.url })
  for (const action of exposedActions('lib/plans/actions.ts')) {
    const [access] = rowOf(action)
    const answer = await call(visitor, action)
    if (access === 'public') expect(answer, action.name).toContain('"success":true')
    else expect(answer, action.name).toContain('"code":"unauthenticated"')
  }
})

test('a member is refused everything that is for admins, and nothing has changed', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson()
  const member = (await openAs(person, '/plans')).context().request
  for (const action of exposedActions('lib/plans/actions.ts')) {
    const [access] = rowOf(action)
    if (access !== 'admin') continue
    expect(await call(member, action), action.name).toContain('"code":"forbidden"')
  }
  const written = await sql(
    `select 1 from public.plan_changes where actor_id = $1 or after ->> 'name' like 'Forged%'`,
    [person.id],
  )
  expect(written).toEqual([])
})

test('a member reads nobody else’s investments, whoever is asked for', async ({ newPerson, openAs }) => {
  const [victim, attacker] = [await newPerson(), await newPerson()]
  const request = (await openAs(attacker, '/plans/mine')).context().request
  const action = exposedActions('lib/plans/actions.ts').find(({ name }) => name === 'getPortfolio')
  if (action === undefined) throw new Error('The build has no getPortfolio.')
  expect(await call(request, action, { userId: victim.id })).toContain('"code":"unauthenticated"')
  expect(await call(request, action, { userId: attacker.id })).toContain('"success":true')
})

function rowOf({ name }: ExposedAction): [Access, unknown] {
  return ACTIONS[name] ?? ['admin', undefined]
}

function call(client: APIRequestContext, action: ExposedAction, input = rowOf(action)[1]): Promise<string> {
  return callAction(client, action, input)
}
