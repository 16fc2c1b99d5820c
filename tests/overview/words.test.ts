import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commitToScreenMs } from '@/lib/overview/latency'
import type { Happening } from '@/lib/overview/schema'
import { actorOf, happeningWords } from '@/lib/overview/words'

const ID = '00000000-0000-4000-8000-000000000001'
const stamp = {
  key: 'x:1',
  watched: 'orders',
  happenedAt: '2026-11-25T10:00:00.000500+00:00',
  actorName: 'Asha Admin',
}

function order(what: Partial<Extract<Happening, { source: 'orders' }>['what']> = {}): Happening {
  const about = {
    id: ID,
    name: 'RC-1',
    kind: 'status',
    from: null,
    to: 'placed',
    refund_due: false,
    problem: null,
    total: 129_900,
    currency: 'INR',
  }
  return { ...stamp, source: 'orders', what: { ...about, ...what } } as Happening
}

describe('what happened, in words', () => {
  test.each<[Happening, string, string]>([
    [order(), 'Order RC-1 placed for ₹1,299', `/admin/orders?order=${ID}`],
    [
      order({ from: 'shipped', to: 'out_for_delivery' }),
      'Order RC-1 is out for delivery',
      `/admin/orders?order=${ID}`,
    ],
    [order({ kind: 'payment', to: 'paid' }), 'Payment of RC-1: paid', `/admin/orders?order=${ID}`],
    [
      order({ kind: 'payment', from: 'paid', to: 'paid', refund_due: true }),
      'Payment of RC-1: a refund of ₹1,299 is due',
      `/admin/orders?order=${ID}`,
    ],
    [
      order({ kind: 'payment', to: null, problem: 'extra_payment' }),
      'Payment of RC-1: paid a second time',
      `/admin/orders?order=${ID}`,
    ],
    [
      order({ kind: 'payment', to: null, problem: 'wrong_amount' }),
      'Payment of RC-1: another amount than the total',
      `/admin/orders?order=${ID}`,
    ],
    [
      { ...stamp, source: 'credits', what: { id: ID, name: 'Mira', delta: -30, reason: 'Captions' } },
      '−30 credits for Mira: Captions',
      `/admin/credits?creator=${ID}`,
    ],
    [
      { ...stamp, source: 'plans', what: { id: ID, name: 'Harvest', op: 'UPDATE' } },
      'Plan Harvest changed',
      `/admin/plans/${ID}`,
    ],
    [
      { ...stamp, source: 'plans', what: { id: ID, name: 'Harvest', op: 'DELETE' } },
      'Plan Harvest deleted',
      '/admin/plans',
    ],
    [
      {
        ...stamp,
        source: 'investments',
        what: { id: null, name: 'Harvest', amount: 500_000, currency: 'INR' },
      },
      '₹5,000 invested in Harvest',
      '/admin/plans',
    ],
    [{ ...stamp, source: 'accounts', what: { id: ID, name: 'Noor' } }, 'Noor has joined', '/admin/users'],
    [
      { ...stamp, source: 'credits', what: { id: null, name: null, delta: 5, reason: 'Grant' } },
      '+5 credits for an account that is gone: Grant',
      '/admin/credits',
    ],
  ])('%#', (happening, title, href) => {
    expect(happeningWords(happening)).toEqual({ title, href })
  })

  test('nobody in particular is SQL, the dashboard or the clock', () => {
    expect(actorOf({ ...order(), actorName: null })).toBe('SQL, the dashboard or the clock')
    expect(actorOf(order())).toBe('Asha Admin')
  })
})

describe('how long it took', () => {
  const heard = (table: 'orders' | 'plans', commitAt: string, commitToScreenMs: number | null) => ({
    watch: { table },
    commitAt,
    commitToScreenMs,
  })

  test('is told by the event of the same table whose commit follows it', () => {
    const events = [
      heard('orders', '2026-11-25T10:00:05Z', 99),
      heard('orders', '2026-11-25T10:00:00.003Z', 41),
      heard('orders', '2026-11-25T09:59:59.000Z', 77),
      heard('plans', '2026-11-25T10:00:00.001Z', 5),
    ]
    expect(commitToScreenMs(order(), events)).toBe(41)
  })

  test('is not known for what was there before, or is not painted yet', () => {
    expect(commitToScreenMs(order(), [])).toBeNull()
    expect(commitToScreenMs(order(), [heard('orders', '2026-11-25T10:00:00.001Z', null)])).toBeNull()
  })

  test('is never taken from an event before it, nor from one long after', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (afterMs) => {
        const commitAt = new Date(Date.parse(stamp.happenedAt) + afterMs).toISOString()
        const known = commitToScreenMs(order(), [heard('orders', commitAt, 10)])
        expect(known).toBe(afterMs >= -1 && afterMs < 2_000 ? 10 : null)
      }),
    )
  })
})
