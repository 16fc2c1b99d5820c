import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centre,
  dayIndexAt,
  labelledDays,
  layOutDays,
  layOutValues,
  MARGIN,
} from '@/components/ui/charts/day-layout'
import { layOutFunnel, STEP } from '@/components/ui/charts/funnel-layout'
import { layOutSpreads } from '@/components/ui/charts/spread-layout'

const HEIGHT = 148
const ROUNDING = 1e-6
const anyWidth = fc.integer({ min: 0, max: 1_400 })
const anyValues = fc.array(fc.nat({ max: 5_000_000 }), { minLength: 1, maxLength: 120 })

function daysOf(count: number): string[] {
  const first = Date.parse('2026-08-01T00:00:00Z')
  return Array.from({ length: count }, (_, day) =>
    new Date(first + day * 86_400_000).toISOString().slice(0, 10),
  )
}

describe('days', () => {
  test('stay inside their plot, whatever its width', () => {
    fc.assert(
      fc.property(anyValues, anyWidth, (values, width) => {
        const days = daysOf(values.length)
        const x = layOutDays(days, width)
        const { y, linePath, areaPath } = layOutValues(days, values, x, HEIGHT)
        for (const [index, value] of values.entries()) {
          expect(centre(x, days[index])).toBeGreaterThanOrEqual(MARGIN.left - ROUNDING)
          expect(centre(x, days[index])).toBeLessThanOrEqual(
            Math.max(MARGIN.left, width - MARGIN.right) + ROUNDING,
          )
          expect(y(value)).toBeGreaterThanOrEqual(MARGIN.top - ROUNDING)
          expect(y(value)).toBeLessThanOrEqual(HEIGHT - MARGIN.bottom + ROUNDING)
        }
        expect(`${linePath}${areaPath}`).not.toContain('NaN')
      }),
    )
  })

  test('are read at the pixel where they stand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 300, max: 1_400 }), (count, width) => {
        const days = daysOf(count)
        const x = layOutDays(days, width)
        const read = days.map((day) => dayIndexAt(days, centre(x, day), width))
        expect(read).toEqual(days.map((_, index) => index))
        expect(dayIndexAt(days, -100, width)).toBe(0)
        expect(dayIndexAt(days, 9_999, width)).toBe(count - 1)
      }),
    )
  })

  test('are labelled without touching each other, today always', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 200, max: 1_400 }), (count, width) => {
        const days = daysOf(count)
        const x = layOutDays(days, width)
        const labelled = labelledDays(days, x)
        expect(labelled.at(-1)).toBe(days.at(-1))
        for (const [index, day] of labelled.entries()) {
          const next = labelled[index + 1]
          if (next !== undefined) expect(centre(x, next) - centre(x, day)).toBeGreaterThanOrEqual(60)
        }
      }),
    )
  })

  test('without an order are drawn on the line of zero', () => {
    const days = daysOf(3)
    const { y, valueTicks } = layOutValues(days, [0, 0, 0], layOutDays(days, 600), HEIGHT)
    expect(y(0)).toBe(HEIGHT - MARGIN.bottom)
    expect(valueTicks).toEqual([0, 1])
  })
})

describe('the funnel', () => {
  test('is as wide as its counts, and never wider than its place', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10_000 }), { maxLength: 6 }), anyWidth, (counts, width) => {
        const steps = layOutFunnel(counts, width)
        expect(steps).toHaveLength(counts.length)
        for (const [index, step] of steps.entries()) {
          expect(step.width).toBeGreaterThanOrEqual(0)
          expect(step.width).toBeLessThanOrEqual(width + ROUNDING)
          expect(step.y).toBe(index * STEP.height)
          expect(step.wayDown ?? '').not.toContain('NaN')
        }
        expect(steps.at(-1)?.wayDown ?? null).toBeNull()
      }),
    )
  })

  test('says which share of the first step is left', () => {
    expect(layOutFunnel([8, 4, 1], 100).map(({ share }) => share)).toEqual([1, 0.5, 0.125])
    expect(layOutFunnel([0, 0], 100).map(({ share }) => share)).toEqual([0, 0])
  })
})

describe('durations', () => {
  const anySpread = fc
    .tuple(fc.nat({ max: 5_000_000 }), fc.nat({ max: 5_000_000 }))
    .map(([a, b]) => ({ name: 'Stage', medianS: Math.min(a, b), slowS: Math.max(a, b) }))

  test('stay inside their place, in their order, with labels apart from each other', () => {
    fc.assert(
      fc.property(
        fc.array(anySpread, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 200, max: 1_400 }),
        (spreads, width) => {
          const { x, ticks } = layOutSpreads(spreads, width)
          for (const { medianS, slowS } of spreads) {
            expect(x(Math.max(1, medianS))).toBeGreaterThanOrEqual(0)
            expect(x(Math.max(1, slowS))).toBeGreaterThanOrEqual(x(Math.max(1, medianS)))
            expect(x(Math.max(1, slowS))).toBeLessThanOrEqual(width)
          }
          expect(ticks.length).toBeGreaterThan(0)
          for (const [index, tick] of ticks.entries()) {
            const next = ticks[index + 1]
            if (next !== undefined) expect(x(next) - x(tick)).toBeGreaterThanOrEqual(56 - ROUNDING)
          }
        },
      ),
    )
  })
})
