import { describe, expect, test } from 'vitest'
import { formatChange, formatCredits, formatShortChange } from '@/lib/credits/words'
import { formatDelta, formatInstant, formatMoney, formatRelative, formatTimeLeft } from '@/lib/format'

describe('numbers', () => {
  test('credits are counted in words', () => {
    expect([0, 1, 1_234].map(formatCredits)).toEqual(['0 credits', '1 credit', '1,234 credits'])
    expect([1, -1, -1_234].map(formatChange)).toEqual(['+1 credit', '−1 credit', '−1,234 credits'])
    expect(formatDelta(10)).toBe('+10')
    expect([10, -5].map(formatShortChange)).toEqual(['+10', '−5'])
  })

  test('a change of nothing is the removal of something', () => {
    expect([formatChange(0), formatShortChange(0)]).toEqual(['Removed', 'Removed'])
  })

  test.each([
    [49_900, 'INR', '₹499'],
    [9_950, 'EUR', '€99.50'],
    [500, 'JPY', '¥500'],
  ])('%s minor units of %s are %s', (minor, currency, text) => {
    expect(formatMoney(minor, currency)).toBe(text)
  })
})

describe('time', () => {
  const nowMs = Date.parse('2026-11-21T12:00:00Z')

  test.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    ['2026-11-21T12:00:30Z', 'just now'],
    ['2026-11-21T11:55:00Z', '5 minutes ago'],
    ['2026-11-21T09:30:00Z', '2 hours ago'],
    ['2026-11-20T11:00:00Z', 'yesterday'],
    ['2026-12-01T12:00:00Z', 'in 10 days'],
  ])('%s is %s', (iso, text) => {
    expect(formatRelative(iso, nowMs)).toBe(text)
  })

  test.each([
    [-5, '0s'],
    [12_900, '12s'],
    [69_000, '1m 09s'],
    [7_500_000, '2h 05m'],
    [273_600_000, '3d 4h'],
  ])('%s ms left are %s', (ms, text) => {
    expect(formatTimeLeft(ms)).toBe(text)
  })

  test('an instant names its zone when it is not the reader’s', () => {
    expect(formatInstant('2026-11-21T12:34:56Z', 'UTC')).toBe('21 Nov 2026, 12:34 UTC')
  })
})
