import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planEvents } from '@/lib/plans/feed'
import { feedRow, type PlanFeed } from '@/lib/plans/feed-schema'
import { aFeed, anyPlans, aPlan } from './models'

describe('the events between two feeds', () => {
  test('lead from the one to the other', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, (before, after) => {
        const plans = new Map(before.map((plan) => [plan.id, plan]))
        for (const { type, planId, planData } of planEvents(aFeed(before), aFeed(after))) {
          expect(plans.has(planId)).toBe(type !== 'CREATE')
          if (type === 'DELETE') plans.delete(planId)
          else plans.set(planId, planData)
        }
        const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
        expect([...plans.values()].toSorted(byId)).toEqual(after.toSorted(byId))
      }),
    )
  })

  test('are none when nothing has changed', () => {
    fc.assert(
      fc.property(anyPlans, (plans) => {
        expect(planEvents(aFeed(plans), aFeed(structuredClone(plans)))).toEqual([])
      }),
    )
  })

  test('name the admin and the time, of what went too', () => {
    const [kept, gone] = [aPlan({ name: 'Kept' }), aPlan({ name: 'Gone' })]
    const changed = { ...kept, roiPercent: 3.5, version: 2, updatedAt: '2026-11-25T10:00:00+00:00' }
    const next: PlanFeed = {
      plans: [{ plan: changed, adminEmail: 'asha@rowcast.test' }],
      gone: [{ planId: gone.id, at: '2026-11-25T11:00:00+00:00', adminEmail: null }],
    }
    expect(planEvents(aFeed([kept, gone]), next)).toEqual([
      {
        type: 'DELETE',
        planId: gone.id,
        planData: gone,
        timestamp: '2026-11-25T11:00:00+00:00',
        adminEmail: null,
      },
      {
        type: 'UPDATE',
        planId: kept.id,
        planData: changed,
        timestamp: '2026-11-25T10:00:00+00:00',
        adminEmail: 'asha@rowcast.test',
      },
    ])
  })
})

test('a feed of a visitor has no address, and its plans are read by their columns', () => {
  const row = {
    id: aPlan().id,
    name: 'Gold',
    description: '',
    roi_percent: 2.5,
    duration_days: 30,
    min_amount: 1,
    max_amount: 2,
    currency: 'INR',
    is_active: true,
    version: 1,
    created_at: '2026-11-01T10:00:00+00:00',
    updated_at: '2026-11-01T10:00:00+00:00',
    admin_email: null,
  }
  const { plans } = feedRow.parse({ plans: [row], gone: [], as_of: null })
  expect(plans[0]).toMatchObject({ adminEmail: null, plan: { roiPercent: 2.5, minAmount: 1 } })
  expect(plans[0]?.plan).not.toHaveProperty('admin_email')
})
