import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf, nextAttempt, parseAttempt } from '@/lib/orders/checkout-attempt'

const newKey = () => 'new'

test('the same order, tried again, has the key of its first try', () => {
  const first = nextAttempt(null, 'a', newKey)
  expect(first).toEqual({ attempt: { key: 'new', digest: 'a' }, unanswered: null })
  expect(nextAttempt(first.attempt, 'a', () => 'other').attempt.key).toBe('new')
})

test('another order has another key, and names the one whose answer never came', () => {
  const earlier = { key: 'old', digest: 'a' }
  expect(nextAttempt(earlier, 'b', newKey)).toEqual({
    attempt: { key: 'new', digest: 'b' },
    unanswered: earlier,
  })
})

test('equal orders have equal digests, and different ones different digests', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other)
      expect(digestOf(one) === digestOf(other)).toBe(isSame)
    }),
  )
})

test('a digest says nothing of what it was made of', () => {
  expect(digestOf({ address: '12 Long Street', phone: '+91 98765 43210' })).toMatch(/^[0-9a-f]{16}$/)
})

test('only a whole attempt is taken from the browser', () => {
  expect(parseAttempt({ key: 'k', digest: 'd', address: 'x' })).toEqual({ key: 'k', digest: 'd' })
  for (const kept of [null, undefined, 'k', {}, { key: 'k' }, { key: 1, digest: 'd' }]) {
    expect(parseAttempt(kept)).toBeNull()
  }
})
