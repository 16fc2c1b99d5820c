import fc from 'fast-check'
import type { DeskPlan, PlanChange } from '@/lib/plans/desk-schema'
import type { PlanFields } from '@/lib/plans/schema'

export const ASHA = '00000000-0000-4000-8000-000000000004'
export const BEN = '00000000-0000-4000-8000-000000000005'
export const PLAN = '00000000-0000-4000-8200-000000000001'

export function planFields(change: Partial<PlanFields> = {}): PlanFields {
  return {
    name: 'First Steps',
    description: 'A short plan.',
    roiPercent: 2.5,
    durationDays: 30,
    minAmount: 50_000,
    maxAmount: 2_500_000,
    currency: 'INR',
    isActive: true,
    ...change,
  }
}

export function deskPlan(change: Partial<DeskPlan> = {}): DeskPlan {
  return {
    ...planFields(),
    id: PLAN,
    version: 1,
    createdAt: '2026-11-01T10:00:00+00:00',
    updatedAt: '2026-11-01T10:00:00+00:00',
    updatedBy: BEN,
    updatedByName: 'Ben Admin',
    activeInvestments: 0,
    activeAmount: 0,
    ...change,
  }
}

/** An entry of the history; without `after` given it is an update that changed nothing. */
export function planChange(change: Partial<PlanChange> = {}): PlanChange {
  return {
    id: 1,
    planId: PLAN,
    op: 'UPDATE',
    version: 2,
    actorId: BEN,
    actorEmail: 'ben@rowcast.test',
    before: planFields(),
    after: planFields(),
    restoredVersion: null,
    changedAt: '2026-11-02T10:00:00+00:00',
    ...change,
  }
}

const text = (maxLength: number) => fc.string({ unit: 'binary', maxLength })

/** Any plan that the database would take. */
export const anyPlan: fc.Arbitrary<PlanFields> = fc
  .record({
    name: fc
      .string({ minLength: 1, maxLength: 40 })
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    description: text(60).filter((description) => !/[\ud800-\udfff\ufffd]/.test(description)),
    roiPercent: fc.integer({ min: 1, max: 999_999 }).map((thousandths) => thousandths / 1000),
    durationDays: fc.integer({ min: 1, max: 36_500 }),
    amounts: fc.tuple(
      fc.integer({ min: 1, max: 10_000_000_000_000 }),
      fc.integer({ min: 1, max: 10_000_000_000_000 }),
    ),
    currency: fc.constantFrom('INR', 'USD', 'JPY', 'KWD'),
    isActive: fc.boolean(),
  })
  .map(({ amounts, ...plan }) => ({
    ...plan,
    minAmount: Math.min(...amounts),
    maxAmount: Math.max(...amounts),
  }))
