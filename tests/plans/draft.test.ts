import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changesOf,
  EMPTY_DRAFT,
  isSameInDraft,
  type PlanDraft,
  parseDraft,
  reachesInvestments,
  toDraft,
} from '@/lib/plans/draft'
import { anyPlan, planFields } from './desk-models'

test('every plan survives the way into a form and back, to the last minor unit', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      expect(parseDraft(toDraft(plan))).toEqual({ fields: plan })
    }),
  )
})

test('saving names what has changed, and nothing else', () => {
  fc.assert(
    fc.property(anyPlan, anyPlan, (saved, next) => {
      const patch = changesOf(next, saved)
      expect({ ...saved, ...patch }).toEqual(next)
      for (const field of Object.keys(patch) as (keyof typeof next)[])
        expect(next[field]).not.toBe(saved[field])
    }),
  )
})

describe('what is typed', () => {
  const typed = (change: Partial<PlanDraft>) => parseDraft({ ...toDraft(planFields()), ...change })

  test.each<[keyof PlanDraft, string, Partial<ReturnType<typeof planFields>>]>([
    ['name', '  Monsoon  ', { name: 'Monsoon' }],
    ['roiPercent', '3.50', { roiPercent: 3.5 }],
    ['minAmount', '1,00,000', { minAmount: 10_000_000, maxAmount: 10_000_001 }],
    ['minAmount', ' 0.01 ', { minAmount: 1 }],
    ['minAmount', '499.50', { minAmount: 49_950 }],
    ['currency', 'usd', { currency: 'USD' }],
  ])('%s “%s” is understood', (field, value, expected) => {
    const result = typed({ maxAmount: '100000.01', [field]: value })
    expect(result.fields).toMatchObject(expected)
  })

  test.each<[keyof PlanDraft, string]>([
    ['name', ''],
    ['name', '   '],
    ['name', 'x'.repeat(81)],
    ['name', 'two\nlines'],
    ['description', 'x'.repeat(2001)],
    ['roiPercent', ''],
    ['roiPercent', '0'],
    ['roiPercent', '2,5'],
    ['roiPercent', '-1'],
    ['roiPercent', '1000'],
    ['roiPercent', '2.0001'],
    ['roiPercent', '1e2'],
    ['durationDays', '0'],
    ['durationDays', '1.5'],
    ['durationDays', '36501'],
    ['minAmount', '0'],
    ['minAmount', '1.005'],
    ['minAmount', '1,5'],
    ['minAmount', 'ten'],
    ['maxAmount', '499.99'],
    ['maxAmount', '99999999999999999999'],
    ['currency', 'RS'],
    ['currency', ''],
  ])('%s “%s” is refused in words', (field, value) => {
    const { errors } = typed({ [field]: value })
    expect(errors?.[field]).toEqual([expect.stringMatching(/^[A-Z].+\.$/)])
  })

  test('an empty form names every field that is needed', () => {
    expect(Object.keys(parseDraft(EMPTY_DRAFT).errors ?? {}).sort()).toEqual([
      'durationDays',
      'maxAmount',
      'minAmount',
      'name',
      'roiPercent',
    ])
  })

  test('a currency without a fraction takes none', () => {
    expect(typed({ currency: 'JPY' }).fields).toMatchObject({ minAmount: 500, maxAmount: 25_000 })
    expect(typed({ currency: 'JPY', minAmount: '500.5' }).errors?.minAmount).toHaveLength(1)
  })
})

test.each<[keyof PlanDraft, string, string, boolean]>([
  ['roiPercent', '3.5', '3.50', true],
  ['roiPercent', '3.5', '3.6', false],
  ['minAmount', '1,000', '1000.00', true],
  ['minAmount', '', '0', false],
  ['minAmount', 'ten', 'ten', true],
  ['name', 'A', ' A ', true],
  ['name', 'A', 'a', false],
  ['description', 'A', 'A ', false],
])('%s “%s” and “%s” mean the same: %s', (field, a, b, isSame) => {
  expect(isSameInDraft(a, b, field)).toBe(isSame)
})

test('only return and duration reach active investments', () => {
  expect(reachesInvestments({ roiPercent: 3 })).toBe(true)
  expect(reachesInvestments({ durationDays: 3 })).toBe(true)
  expect(reachesInvestments({ name: 'X', description: '', minAmount: 1, isActive: false })).toBe(false)
})
