import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heldFrom, NOT_YET_READ, toMicroseconds } from '@/lib/realtime/instant'

test('reads the instants that Postgres prints, to the microsecond', () => {
  const second = Date.parse('2026-11-21T09:00:00Z') * 1_000
  expect(toMicroseconds('2026-11-21T09:00:00Z')).toBe(second)
  expect(toMicroseconds('2026-11-21T09:00:00.270Z')).toBe(second + 270_000)
  expect(toMicroseconds('2026-11-21T09:00:00.123456+00:00')).toBe(second + 123_456)
  expect(toMicroseconds('2026-11-21T14:30:00.5+05:30')).toBe(second + 500_000)
})

test('keeps the order of instants', () => {
  const instant = fc.integer({ min: 0, max: 2 ** 42 }).chain((ms) => fc.tuple(fc.constant(ms), fc.nat(999)))
  const property = fc.property(instant, instant, (a, b) => {
    expect(Math.sign(microsecondsOf(a) - microsecondsOf(b))).toBe(Math.sign(a[0] - b[0] || a[1] - b[1]))
  })
  fc.assert(property)
})

test('a commit is held for sure one millisecond after the time it is given', () => {
  expect(heldFrom('2026-11-21T09:00:00.270Z')).toBe(toMicroseconds('2026-11-21T09:00:00.271Z'))
  expect(heldFrom(null)).toBe(NOT_YET_READ)
  expect(heldFrom('not a time')).toBe(NOT_YET_READ)
})

function microsecondsOf([ms, us]: [number, number]): number {
  return toMicroseconds(new Date(ms).toISOString().replace('Z', `${String(us).padStart(3, '0')}Z`))
}
