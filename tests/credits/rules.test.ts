import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  currentMembership,
  endedGrants,
  explainTurn,
  grantName,
  grantState,
  payingOrder,
  splitSpend,
  statusLabel,
} from '@/lib/credits/rules'
import { aBalance, aGrant, anyGrant } from './models'

const SOON = '2026-12-01T00:00:00+00:00'
const LATER = '2026-12-24T00:00:00+00:00'

describe('a grant', () => {
  test.each([
    [{ status: 'active', credits: 5 }, 'spendable'],
    [{ status: 'active', credits: 0 }, 'used_up'],
    [{ status: 'expired', credits: 0 }, 'used_up'],
    [{ status: 'expired', credits: 5 }, 'lapsed'],
    [{ status: 'cancelled', credits: 0 }, 'cancelled'],
  ] as const)('%j is %s', (fields, state) => {
    expect(grantState(aGrant(fields))).toBe(state)
  })

  test('either pays or has ended, never both, never neither', () => {
    fc.assert(
      fc.property(fc.array(anyGrant), (grants) => {
        const ids = [...payingOrder(grants), ...endedGrants(grants)].map(({ id }) => id)
        expect(ids.toSorted()).toEqual(grants.map(({ id }) => id).toSorted())
      }),
    )
  })

  test('is called by its membership, else by its kind', () => {
    expect(grantName(aGrant({ membership: '100 credits' }))).toBe('100 credits')
    expect(grantName(aGrant({ planType: 'subscription' }))).toBe('Membership')
    expect(grantName(aGrant())).toBe('Credits')
  })
})

describe('the order of paying', () => {
  test('is what ends first, then the oldest; what never ends pays last', () => {
    const never = aGrant({ id: 'never', createdAt: '2026-01-01T00:00:00+00:00' })
    const later = aGrant({ id: 'later', expiresAt: LATER })
    const soonButNew = aGrant({ id: 'soon-new', expiresAt: SOON, createdAt: '2026-11-02T00:00:00.5+00:00' })
    const soonAndOld = aGrant({ id: 'soon-old', expiresAt: SOON, createdAt: '2026-11-02T00:00:00+00:00' })
    const order = payingOrder([never, later, soonButNew, soonAndOld])
    expect(order.map(({ id }) => id)).toEqual(['soon-old', 'soon-new', 'later', 'never'])
  })

  test('explains each turn by the neighbour that decides it', () => {
    const order = payingOrder([
      aGrant({ expiresAt: SOON }),
      aGrant({ expiresAt: LATER }),
      aGrant({ createdAt: '2026-01-01T00:00:00+00:00' }),
      aGrant({ createdAt: '2026-02-01T00:00:00+00:00' }),
    ])
    expect(order.map((_, index) => explainTurn(order, index))).toEqual([
      'Pays next: it expires first.',
      'Waits: it expires later.',
      'Waits: it never expires.',
      'Waits: an older one pays first.',
    ])
    expect(explainTurn([aGrant()], 0)).toBe('Pays next: it is the only one with credits.')
    expect(explainTurn([aGrant(), aGrant()], 0)).toBe('Pays next: it is the oldest.')
  })
})

describe('a spend', () => {
  test('is split so that the shares add up, in paying order, and no grant gives more than it has', () => {
    fc.assert(
      fc.property(fc.array(anyGrant), fc.integer({ min: 1, max: 300 }), (grants, amount) => {
        const order = payingOrder(grants)
        const available = order.reduce((sum, { credits }) => sum + credits, 0)
        const shares = splitSpend(grants, amount)
        if (amount > available) {
          expect(shares).toBeNull()
          return
        }
        expect(shares?.reduce((sum, share) => sum + share.amount, 0)).toBe(amount)
        shares?.forEach((share, index) => {
          expect(share.grant).toBe(order[index])
          const isLast = index === shares.length - 1
          if (isLast) expect(share.amount).toBeLessThanOrEqual(share.grant.credits)
          else expect(share.amount).toBe(share.grant.credits)
        })
      }),
    )
  })
})

describe('membership', () => {
  test('can be cancelled while it is active', () => {
    const active = aGrant({ planType: 'subscription' })
    const cancelled = aGrant({ planType: 'subscription', status: 'cancelled' })
    expect(currentMembership([aGrant(), cancelled, active])).toBe(active)
    expect(currentMembership([aGrant(), cancelled])).toBeUndefined()
  })

  test.each([
    ['none', null, 'No membership'],
    ['active', 'subscription', 'Active'],
    ['cancelled', 'subscription', 'Cancelled'],
    ['expired', 'subscription', 'Expired'],
    ['active', 'one_time', 'Pay as you go'],
    ['expired', 'one_time', 'No credits'],
  ] as const)('%s with plan %s reads “%s”', (membershipStatus, planType, label) => {
    expect(statusLabel(aBalance({ membershipStatus, planType }))).toBe(label)
  })
})
