import { describe, expect, test } from 'vitest'
import { catalogNews, formatDays, formatLimits, formatPercent, portfolioNews } from '@/lib/plans/words'
import { anInvestment, aPlan } from './models'

test.each([
  [2.5, '2.5\u00a0%'],
  [3, '3\u00a0%'],
  [12.345, '12.345\u00a0%'],
])('%d is %s', (value, words) => {
  expect(formatPercent(value)).toBe(words)
})

test('days and limits read like a sentence', () => {
  expect([formatDays(1), formatDays(1_095)]).toEqual(['1\u00a0day', '1,095\u00a0days'])
  expect(formatLimits(aPlan())).toBe('₹1,000 to ₹50,000')
})

describe('what is said of a change', () => {
  const plan = aPlan({ name: 'Gold' })

  test('names the fields, old and new', () => {
    const next = { ...plan, roiPercent: 3.5, durationDays: 60, version: 2 }
    expect(catalogNews([plan], [next])).toEqual([
      'Gold: return 2.5\u00a0% → 3.5\u00a0%, duration 30\u00a0days → 60\u00a0days.',
    ])
  })

  test('tells what came and what went', () => {
    const other = aPlan({ name: 'Silver' })
    expect(catalogNews([plan], [other])).toEqual(['Gold is no longer offered.', 'New plan: Silver.'])
  })

  test('is nothing when no field differs', () => {
    expect(catalogNews([plan], [{ ...plan, updatedAt: '2026-11-25T10:00:00+00:00' }])).toEqual([])
  })

  test('does not read a description aloud', () => {
    expect(catalogNews([plan], [{ ...plan, description: 'Long text' }])).toEqual(['Gold: new description.'])
  })

  test('of an investment names its plan, and its end', () => {
    const held = anInvestment({ planName: 'Gold' })
    expect(portfolioNews([held], [{ ...held, roiPercent: 3.5 }])).toEqual([
      'Your investment in Gold: return 2.5\u00a0% → 3.5\u00a0%.',
    ])
    expect(portfolioNews([held], [{ ...held, status: 'cancelled' }])).toEqual([
      'Your investment in Gold: cancelled.',
    ])
    expect(portfolioNews([], [held])).toEqual([])
  })
})
