import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexAt, layOutChart, MARGIN } from '@/lib/credits/chart'
import { balanceSeries } from '@/lib/credits/ledger'
import { ledgerOf } from './models'

const HEIGHT = 220
const ROUNDING = 1e-6
const anySize = fc.integer({ min: 0, max: 1_200 })
const anyDeltas = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 80 })

function pointsOf(deltas: number[]) {
  return balanceSeries(ledgerOf(deltas), Date.parse('2026-11-21T12:00:00Z'))
}

describe('the chart', () => {
  test('keeps every point inside its box, whatever its width', () => {
    fc.assert(
      fc.property(anyDeltas, anySize, (deltas, width) => {
        const points = pointsOf(deltas)
        const layout = layOutChart(points, width, HEIGHT)
        for (const { atMs, credits } of points) {
          expect(layout.x(atMs)).toBeGreaterThanOrEqual(MARGIN.left - ROUNDING)
          expect(layout.x(atMs)).toBeLessThanOrEqual(Math.max(MARGIN.left, width - MARGIN.right) + ROUNDING)
          expect(layout.y(credits)).toBeGreaterThanOrEqual(MARGIN.top - ROUNDING)
          expect(layout.y(credits)).toBeLessThanOrEqual(HEIGHT - MARGIN.bottom + ROUNDING)
        }
        expect(`${layout.linePath}${layout.areaPath}`).not.toContain('NaN')
      }),
    )
  })

  test('labels whole credits only', () => {
    expect(layOutChart(pointsOf([1]), 600, HEIGHT).valueTicks).toEqual([0, 1])
  })

  test('reads the balance that held at a pixel: the step before it', () => {
    const points = pointsOf([100, -30, 5])
    const layout = layOutChart(points, 600, HEIGHT)
    const between = (a: number, b: number) =>
      (layout.x(points[a]?.atMs ?? 0) + layout.x(points[b]?.atMs ?? 0)) / 2
    expect(points[indexAt(points, layout, between(1, 2))]?.credits).toBe(100)
    expect(points[indexAt(points, layout, between(2, 3))]?.credits).toBe(70)
    expect(indexAt(points, layout, -50)).toBe(0)
    expect(indexAt(points, layout, 5_000)).toBe(points.length - 1)
  })
})
