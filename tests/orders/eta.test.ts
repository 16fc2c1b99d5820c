import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { etaOf } from '@/lib/orders/eta'
import { etaWords } from '@/lib/orders/eta-words'
import type { Prediction } from '@/lib/orders/page-schema'
import { STAGES } from '@/lib/orders/timeline'

const HOUR_MS = 3_600_000
const SINCE_MS = Date.parse('2026-11-25T06:00:00Z')

function predictionIn(hours: [number, number, number], basedOn = 40): Prediction {
  const [earliest, likely, latest] = hours.map((hour) => new Date(SINCE_MS + hour * HOUR_MS).toISOString())
  return { earliest: earliest ?? '', likely: likely ?? '', latest: latest ?? '', basedOn }
}

const anyPrediction = fc
  .tuple(
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.integer({ min: 5, max: 200 }),
  )
  .map(([a, b, c, basedOn]) => {
    const [first, second, third] = [a, b, c].toSorted((x, y) => x - y)
    return predictionIn([first ?? 0, second ?? 0, third ?? 0], basedOn)
  })

const onItsWay = fc.constantFrom(...STAGES.slice(0, -1))
const anyElapsed = fc.double({ min: 0, max: 300, noNaN: true })

describe('an order on its way', () => {
  test('never arrives in the past, and earliest, likely and latest keep their order', () => {
    fc.assert(
      fc.property(onItsWay, fc.option(anyPrediction), anyElapsed, (status, prediction, elapsedH) => {
        const nowMs = SINCE_MS + elapsedH * HOUR_MS
        const eta = etaOf({ status, sinceMs: SINCE_MS, promisedMs: null, prediction, nowMs })
        if (eta.kind !== 'predicted') throw new Error(eta.kind)
        expect(eta.earliestMs).toBeGreaterThanOrEqual(nowMs)
        expect(eta.likelyMs).toBeGreaterThanOrEqual(eta.earliestMs)
        expect(eta.latestMs).toBeGreaterThanOrEqual(eta.likelyMs)
      }),
    )
  })

  test('is told to come no earlier as time passes', () => {
    fc.assert(
      fc.property(onItsWay, fc.option(anyPrediction), anyElapsed, anyElapsed, (status, prediction, a, b) => {
        const [sooner, later] = [a, b]
          .toSorted((x, y) => x - y)
          .map((hours) =>
            etaOf({
              status,
              sinceMs: SINCE_MS,
              promisedMs: null,
              prediction,
              nowMs: SINCE_MS + hours * HOUR_MS,
            }),
          )
        if (sooner?.kind !== 'predicted' || later?.kind !== 'predicted') throw new Error('no prediction')
        expect(later.earliestMs).toBeGreaterThanOrEqual(sooner.earliestMs)
        expect(later.likelyMs).toBeGreaterThanOrEqual(sooner.likelyMs)
      }),
    )
  })

  test('has less to go after each stage, where there is nothing but the rule of thumb', () => {
    const likely = STAGES.slice(0, -1).map((status) => {
      const eta = etaOf({ status, sinceMs: SINCE_MS, promisedMs: null, prediction: null, nowMs: SINCE_MS })
      return eta.kind === 'predicted' ? eta.likelyMs : Number.NaN
    })
    expect(likely).toEqual(likely.toSorted((a, b) => b - a))
  })

  test('is surer the more deliveries tell of it and the narrower they are', () => {
    const sure = (prediction: Prediction | null, nowMs = SINCE_MS) => {
      const eta = etaOf({ status: 'shipped', sinceMs: SINCE_MS, promisedMs: null, prediction, nowMs })
      return eta.kind === 'predicted' && eta.certainty
    }
    expect(sure(null)).toBe('low')
    expect(sure(predictionIn([20, 26, 30], 5))).toBe('fair')
    expect(sure(predictionIn([20, 26, 30], 40))).toBe('high')
    expect(sure(predictionIn([20, 40, 90], 40))).toBe('fair')
    expect(sure(predictionIn([20, 26, 30], 40), SINCE_MS + 31 * HOUR_MS)).toBe('low')
  })
})

test('what the shop has promised goes before any prediction, and lateness is said', () => {
  const given = { status: 'shipped', sinceMs: SINCE_MS, prediction: predictionIn([1, 2, 3]) } as const
  const promisedMs = SINCE_MS + 5 * HOUR_MS
  expect(etaOf({ ...given, promisedMs, nowMs: SINCE_MS })).toEqual({
    kind: 'promised',
    atMs: promisedMs,
    isLate: false,
  })
  const late = etaOf({ ...given, promisedMs, nowMs: SINCE_MS + 6 * HOUR_MS })
  expect(late).toMatchObject({ isLate: true })
  expect(etaWords(late, SINCE_MS + 6 * HOUR_MS, 'UTC')).toEqual({
    headline: 'Today, 11:00',
    detail: 'Later than planned. It is still on its way.',
    certainty: 'low',
  })
})

test('nothing arrives of an order that is over, and a delivered one has', () => {
  const given = { sinceMs: SINCE_MS, promisedMs: null, prediction: null, nowMs: SINCE_MS + HOUR_MS }
  expect(etaOf({ ...given, status: 'cancelled' })).toEqual({ kind: 'none' })
  expect(etaOf({ ...given, status: 'returned' })).toEqual({ kind: 'none' })
  expect(etaOf({ ...given, status: 'delivered' })).toEqual({ kind: 'delivered', atMs: SINCE_MS })
})

test('far off it is told in days, near in hours', () => {
  const words = (hours: [number, number, number], nowMs = SINCE_MS) => {
    const eta = etaOf({
      status: 'shipped',
      sinceMs: SINCE_MS,
      promisedMs: null,
      prediction: predictionIn(hours),
      nowMs,
    })
    return etaWords(eta, nowMs, 'UTC')?.headline
  }
  expect(words([2, 4, 6])).toBe('Today, 08:00 – 12:00')
  expect(words([10, 20, 40])).toBe('Today – tomorrow')
  expect(words([70, 80, 85])).toBe('Sat 28 Nov')
  expect(words([50, 80, 100])).toBe('Fri 27 Nov – Sun 29 Nov')
})
