import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountText, parseAmount } from '@/lib/plans/amount'
import { amountChoices, amountProblem, expectedReturn, holdings, progressOf } from '@/lib/plans/rules'
import { anInvestment, aPlan } from './models'

const amounts = fc.integer({ min: 1, max: 10_000_000_000_000 })
const thousandths = fc.integer({ min: 1, max: 999_999 })

describe('the expected return', () => {
  test.each([
    [12_345, 2.555, 315],
    [1_000, 0.05, 1],
    [1_000, 0.049, 0],
    [10_000_000_000_000, 999.999, 99_999_900_000_000],
  ])('of %i at %d %% is %i', (amount, roi, expected) => {
    expect(expectedReturn(amount, roi)).toBe(expected)
  })

  test('is never off by more than half a unit, however large the amount', () => {
    fc.assert(
      fc.property(amounts, thousandths, (amount, parts) => {
        const exact = BigInt(amount) * BigInt(parts) * 2n
        const earned = BigInt(expectedReturn(amount, parts / 1000)) * 200_000n
        const off = earned - exact
        expect(off > -100_000n && off <= 100_000n).toBe(true)
      }),
    )
  })
})

describe('an amount', () => {
  const plan = aPlan({ minAmount: 100, maxAmount: 200 })

  test.each([
    [null, 'none'],
    [99, 'low'],
    [100, null],
    [200, null],
    [201, 'high'],
  ])('of %s is %s', (amount, problem) => {
    expect(amountProblem(amount, plan)).toBe(problem)
  })

  test('survives being typed and read again, in currencies with and without decimals', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('INR', 'JPY', 'KWD'), (amount, currency) => {
        expect(parseAmount(amountText(amount, currency), currency)).toBe(amount)
      }),
    )
  })

  test.each([
    ['1,250.50', 'INR', 125_050],
    [' 499 ', 'INR', 49_900],
    ['0.1', 'INR', 10],
    ['12.345', 'INR', null],
    ['1,5', 'INR', null],
    ['1.5', 'JPY', null],
    ['-5', 'INR', null],
    ['1e3', 'INR', null],
    ['', 'INR', null],
  ])('typed as “%s” in %s is %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount)
  })

  test('is proposed within the limits only, in order, and never twice', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [minAmount, maxAmount] = [Math.min(a, b), Math.max(a, b)]
        const choices = amountChoices({ minAmount, maxAmount })
        expect(choices.every((amount) => amount >= minAmount && amount <= maxAmount)).toBe(true)
        expect(choices).toEqual([...new Set(choices)].toSorted((x, y) => x - y))
      }),
    )
  })
})

test('sums are by currency and of active investments only', () => {
  const rupees = anInvestment({ amount: 100, expectedReturn: 3 })
  const yen = anInvestment({ currency: 'JPY', amount: 7, expectedReturn: 1 })
  const ended = anInvestment({ status: 'completed', amount: 1_000 })
  expect(holdings([rupees, yen, ended, rupees])).toEqual([
    { currency: 'INR', count: 2, invested: 200, expected: 6 },
    { currency: 'JPY', count: 1, invested: 7, expected: 1 },
  ])
})

test.each([
  ['2026-10-01T00:00:00Z', 0],
  ['2026-11-16T10:00:00Z', 0.5],
  ['2027-01-01T00:00:00Z', 1],
])('at %s half, none or all of the duration has passed', (now, progress) => {
  expect(progressOf(anInvestment(), Date.parse(now))).toBe(progress)
})
