import { describe, expect, test } from 'vitest'
import {
  analyticsPath,
  endedCounts,
  funnelSteps,
  parseSpan,
  slowestStage,
  stageSpreads,
} from '@/lib/orders/analytics'
import type { OrderAnalytics } from '@/lib/orders/desk-schema'
import { ORDER_STATUSES } from '@/lib/orders/rules'

const ANALYTICS: OrderAnalytics = {
  days: [],
  funnel: ORDER_STATUSES.map((status, index) => ({ status, reached: 10 - index, now: index })),
  stages: [
    { status: 'placed', orders: 9, medianSeconds: 600, slowSeconds: 3_600 },
    { status: 'shipped', orders: 6, medianSeconds: 90_000, slowSeconds: 200_000 },
    { status: 'delivered', orders: 1, medianSeconds: 999_999, slowSeconds: 999_999 },
  ],
  totals: { orders: 10, revenue: 0, refundDue: 0 },
  currency: 'INR',
  timeZone: 'Asia/Kolkata',
}

describe('the analytics', () => {
  test('show the way that goes well as steps, and the two ends apart', () => {
    expect(funnelSteps(ANALYTICS).map(({ name, count }) => `${name} ${count}`)).toEqual([
      'Placed 10',
      'Confirmed 9',
      'Packed 8',
      'Shipped 7',
      'Out for delivery 6',
      'Delivered 5',
    ])
    expect(endedCounts(ANALYTICS)).toEqual([
      { name: 'Cancelled', count: 6 },
      { name: 'Returned', count: 7 },
    ])
  })

  test('name the stage that takes longest; being delivered is none', () => {
    const spreads = stageSpreads(ANALYTICS)
    expect(spreads.map(({ name }) => name)).toEqual(['Waiting to be confirmed', 'On the road'])
    expect(slowestStage(spreads)).toBe('On the road takes longest: 1d 1h for half of the orders.')
    expect(slowestStage([])).toBeNull()
  })

  test('look back as far as the address says, and thirty days else', () => {
    expect([parseSpan('7'), parseSpan('90'), parseSpan('8'), parseSpan(undefined)]).toEqual([7, 90, 30, 30])
    expect([analyticsPath(30), analyticsPath(7)]).toEqual(['/admin/analytics', '/admin/analytics?days=7'])
  })
})
