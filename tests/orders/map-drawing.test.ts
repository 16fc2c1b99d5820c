import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawMap, type Point, type Size } from '@/lib/orders/map-drawing'
import { CITIES, type LngLat, locate, OUTLINE, WAREHOUSE } from '@/lib/orders/places'
import { aboutKm, describeRoute, distanceKm, leftKm, type Route } from '@/lib/orders/route'

const anyPlace: fc.Arbitrary<LngLat> = fc.tuple(
  fc.double({ min: 68, max: 97, noNaN: true }),
  fc.double({ min: 8, max: 35, noNaN: true }),
)

const anyRoute: fc.Arbitrary<Route> = fc
  .record({
    to: fc.option(anyPlace),
    trail: fc.array(anyPlace, { maxLength: 4 }),
    position: fc.option(anyPlace),
  })
  .map(({ to, trail, position }) => ({
    from: WAREHOUSE,
    to: to && { name: 'There', at: to },
    trail: position ? trail : [],
    position: position && { name: 'Here', at: position },
  }))

const anySize: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 280, max: 1100 }),
  height: fc.integer({ min: 200, max: 460 }),
})

function isInside({ x, y }: Point, { width, height }: Size): boolean {
  return x >= 0 && x <= width && y >= 0 && y <= height
}

describe('any route in any frame', () => {
  test('is in the picture with both ends and the parcel', () => {
    fc.assert(
      fc.property(anyRoute, anySize, (route, size) => {
        const { from, to, position } = drawMap(route, size)
        for (const point of [from, to, position]) {
          if (point) expect(isInside(point, size)).toBe(true)
        }
      }),
    )
  })

  test('has the parcel in the middle of a close-up', () => {
    fc.assert(
      fc.property(anyRoute, anySize, (route, size) => {
        fc.pre(route.position !== null)
        const { position } = drawMap(route, size, 'position')
        expect(Math.abs((position?.x ?? 0) - size.width / 2)).toBeLessThan(2)
      }),
    )
  })

  test('finds the place again that stands at a pixel', () => {
    fc.assert(
      fc.property(anyRoute, anySize, anyPlace, (route, size, at) => {
        const drawing = drawMap(route, size)
        const again = drawing.locate(drawing.place(at))
        // A tenth of a pixel is what rounding may cost.
        expect(distanceKm(again, at)).toBeLessThan((drawing.scale.km / drawing.scale.px) * 0.3 + 0.01)
      }),
    )
  })

  test('names cities inside the picture, none on top of another', () => {
    fc.assert(
      fc.property(anyRoute, anySize, (route, size) => {
        const { labels } = drawMap(route, size)
        for (const label of labels) expect(isInside(label, size)).toBe(true)
        const rows = labels.map(({ x, y, name, isLeft }) => {
          const length = name.length * 6.6
          return { left: isLeft ? x - length : x, right: isLeft ? x : x + length, y }
        })
        for (const [index, row] of rows.entries()) {
          for (const other of rows.slice(index + 1)) {
            const isApart =
              row.right <= other.left || other.right <= row.left || Math.abs(row.y - other.y) >= 12
            expect(isApart).toBe(true)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('is drawn the same twice, without a number that is none', () => {
    fc.assert(
      fc.property(anyRoute, anySize, (route, size) => {
        const { land, grid, travelled, ahead } = drawMap(route, size)
        expect([land, grid, travelled, ahead].join('')).not.toMatch(/NaN|undefined|Infinity/)
        expect(drawMap(route, size).ahead).toBe(ahead)
      }),
      { numRuns: 40 },
    )
  })
})

test('the line gets shorter as the parcel gets nearer, and the words say so', () => {
  const route: Route = {
    from: WAREHOUSE,
    to: { name: 'Pune', at: [73.857, 18.52] },
    trail: [],
    position: null,
  }
  expect(describeRoute(route)).toBe(
    'From Bengaluru warehouse to Pune. Not on its way yet, about 740 km to go as the crow flies.',
  )
  const near: Route = { ...route, position: { name: 'Kolhapur hub', at: [74.243, 16.705] } }
  expect(leftKm(near)).toBeLessThan(leftKm(route) ?? 0)
  expect(describeRoute(near)).toContain('Now at Kolhapur hub, about 210 km to go')
  expect(describeRoute({ ...near, to: null })).toBe('From Bengaluru warehouse. Now at Kolhapur hub.')
})

test('distances have no more digits than a straight line deserves', () => {
  expect([1, 12, 47, 843].map(aboutKm)).toEqual([
    'less than 5 km',
    'about 10 km',
    'about 45 km',
    'about 840 km',
  ])
})

test('a city is found by its name, an older name or its postcode; an unknown one is nowhere', () => {
  expect(locate('  pune ', null)?.name).toBe('Pune')
  expect(locate('Bangalore', null)?.name).toBe('Bengaluru')
  expect(locate('Hampi', '583239')).toEqual({
    name: 'Hampi',
    at: CITIES.find(({ name }) => name === 'Hubballi')?.at,
  })
  expect(locate('Atlantis', '999999')).toBeNull()
  expect(locate('Atlantis', null)).toBeNull()
})

test('every city stands on the drawn land, or a stroke of the pen from it', () => {
  for (const { name, at } of CITIES) {
    const nearest = Math.min(...OUTLINE.map((corner) => distanceKm(corner, at)))
    expect(isWithin(at, OUTLINE) || nearest < 130, name).toBe(true)
  }
})

/** Even-odd rule. */
function isWithin([x, y]: LngLat, ring: LngLat[]): boolean {
  return ring.reduce((inside, [x1, y1], index) => {
    const [x2, y2] = ring.at(index - 1) ?? [0, 0]
    const crosses = y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1
    return crosses ? !inside : inside
  }, false)
}
