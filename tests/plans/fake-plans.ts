import { randomUUID } from 'node:crypto'
import type { PlanFeed } from '@/lib/plans/feed-schema'
import { expectedReturn } from '@/lib/plans/rules'
import type { Plan, Portfolio, UserPlan } from '@/lib/plans/schema'
import { fail, ok, type Result } from '@/lib/result'
import type { FakeRealtime } from '../support/fake-socket'
import { anInvestment, MIRA } from './models'

type Invest = { planId: string; amount: number; planVersion: number; idempotencyKey: string }

/** Plans and one investor's portfolio in memory, behind the actions' own signatures; the wire tells of changes. */
export type FakePlans = {
  plans: Plan[]
  portfolio: Portfolio
  reads: number
  /** Keys of the writes received, retries included. */
  keys: string[]
  isDown: boolean
  /** The answer is lost on the way back, while true: the write itself is done. */
  losesAnswers: boolean
  adminEmail: string | null
  add: (plan: Plan) => void
  change: (id: string, fields: Partial<Plan>) => void
  /** The plan leaves the offer, as `withdraw` in the app does. */
  remove: (id: string) => void
  getPlanCatalog: (input: { planId: string | null }) => Promise<Result<Plan[]>>
  getPlanFeed: (input: { planId: string | null }) => Promise<Result<PlanFeed>>
  getPortfolio: () => Promise<Result<Portfolio>>
  investInPlan: (input: Invest) => Promise<Result<UserPlan>>
  setFollowing: (planId: string, isFollowed: boolean) => Promise<Result<null>>
}

export function createFakePlans(realtime: FakeRealtime, plans: Plan[]): FakePlans {
  const gone: PlanFeed['gone'] = []
  const done = new Map<string, UserPlan>()

  function tell(
    table: string,
    type: 'INSERT' | 'UPDATE' | 'DELETE',
    record: Record<string, unknown>,
  ): string {
    const commitAt = new Date().toISOString()
    realtime.emit({ table, type, record, commitAt })
    return commitAt
  }

  function read<T>(data: T): Result<T> {
    world.reads += 1
    if (world.isDown) return fail('unavailable', 'The service does not answer right now.')
    return ok(data, new Date().toISOString())
  }

  function shown(planId: string | null): Plan[] {
    return world.plans.filter(({ id }) => planId === null || id === planId)
  }

  const world: FakePlans = {
    plans,
    portfolio: { userPlans: [], followed: [], nextEndAt: null },
    reads: 0,
    keys: [],
    isDown: false,
    losesAnswers: false,
    adminEmail: null,
    add(plan) {
      world.plans = [...world.plans, plan]
      tell('plans', 'INSERT', { id: plan.id })
    },
    change(id, fields) {
      world.plans = world.plans.map((plan) =>
        plan.id === id ? { ...plan, version: plan.version + 1, ...fields } : plan,
      )
      tell('plans', 'UPDATE', { id })
    },
    remove(id) {
      world.plans = world.plans.filter((plan) => plan.id !== id)
      const at = tell('plan_departures', 'INSERT', { plan_id: id })
      gone.unshift({ planId: id, at, adminEmail: world.adminEmail })
    },
    getPlanCatalog: async ({ planId }) => read(shown(planId)),
    getPlanFeed: async ({ planId }) =>
      read({ plans: shown(planId).map((plan) => ({ plan, adminEmail: world.adminEmail })), gone: [...gone] }),
    getPortfolio: async () => read(world.portfolio),
    async investInPlan({ planId, amount, planVersion, idempotencyKey }) {
      world.keys.push(idempotencyKey)
      const plan = world.plans.find(({ id }) => id === planId)
      if (plan === undefined) return fail('not_found', 'This plan is not offered any more.')
      if (plan.version !== planVersion) return fail('conflict', 'The terms have just changed.')
      const investment = done.get(idempotencyKey) ?? newInvestment(plan, amount)
      if (!done.has(idempotencyKey)) {
        world.portfolio = { ...world.portfolio, userPlans: [investment, ...world.portfolio.userPlans] }
        tell('user_plans', 'INSERT', { id: investment.id, user_id: MIRA })
      }
      done.set(idempotencyKey, investment)
      if (world.losesAnswers) throw new TypeError('fetch failed')
      return ok(investment)
    },
    async setFollowing(planId, isFollowed) {
      const others = world.portfolio.followed.filter((id) => id !== planId)
      world.portfolio = { ...world.portfolio, followed: isFollowed ? [...others, planId] : others }
      tell('plan_followers', 'UPDATE', { plan_id: planId, user_id: MIRA })
      return ok(null)
    },
  }
  return world
}

function newInvestment(plan: Plan, amount: number): UserPlan {
  return anInvestment({
    id: randomUUID(),
    planId: plan.id,
    planName: plan.name,
    amount,
    roiPercent: plan.roiPercent,
    durationDays: plan.durationDays,
    expectedReturn: expectedReturn(amount, plan.roiPercent),
  })
}
