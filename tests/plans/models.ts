import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { PlanFeed } from '@/lib/plans/feed-schema'
import type { Plan, UserPlan } from '@/lib/plans/schema'

export const MIRA = '00000000-0000-4000-8000-000000000001'

export function aPlan(fields: Partial<Plan> = {}): Plan {
  return {
    id: randomUUID(),
    name: 'Gold',
    description: '',
    roiPercent: 2.5,
    durationDays: 30,
    minAmount: 100_000,
    maxAmount: 5_000_000,
    currency: 'INR',
    isActive: true,
    version: 1,
    createdAt: '2026-11-01T10:00:00+00:00',
    updatedAt: '2026-11-01T10:00:00+00:00',
    ...fields,
  }
}

export function anInvestment(fields: Partial<UserPlan> = {}): UserPlan {
  return {
    id: randomUUID(),
    planId: randomUUID(),
    planName: 'Gold',
    amount: 100_000,
    currency: 'INR',
    roiPercent: 2.5,
    durationDays: 30,
    status: 'active',
    startedAt: '2026-11-01T10:00:00+00:00',
    endsAt: '2026-12-01T10:00:00+00:00',
    updatedAt: '2026-11-01T10:00:00+00:00',
    expectedReturn: 2_500,
    ...fields,
  }
}

export function aFeed(plans: Plan[], fields: Partial<PlanFeed> = {}): PlanFeed {
  return { plans: plans.map((plan) => ({ plan, adminEmail: null })), gone: [], ...fields }
}

const IDS = Array.from({ length: 5 }, () => randomUUID())

/** Some of five plans, each in one of a few states. */
export const anyPlans: fc.Arbitrary<Plan[]> = fc
  .subarray(IDS)
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .record({ roiPercent: fc.integer({ min: 1, max: 3 }), version: fc.integer({ min: 1, max: 3 }) })
          .map((state) => aPlan({ id, name: id, ...state })),
      ),
    ),
  )
