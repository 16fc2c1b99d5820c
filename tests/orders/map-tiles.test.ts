import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawMap } from '@/lib/orders/map-drawing'
import { type Tile, tilesOf } from '@/lib/orders/map-tiles'
import { type LngLat, WAREHOUSE } from '@/lib/orders/places'

const URL = 'https://tiles.example.com/{z}/{x}/{y}.png'
const SIZE = { width: 640, height: 371 }

const anyPlace: fc.Arbitrary<LngLat> = fc.tuple(
  fc.double({ min: 68, max: 97, noNaN: true }),
  fc.double({ min: 8, max: 35, noNaN: true }),
)

/** Zoom, column and row of the tile that has this place, by the definition of Web Mercator. */
function addressOf([lng, lat]: LngLat, zoom: number): string {
  const phi = (lat * Math.PI) / 180
  const column = Math.floor(((lng + 180) / 360) * 2 ** zoom)
  const row = Math.floor(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * 2 ** zoom)
  return URL.replace('{z}', String(zoom)).replace('{x}', String(column)).replace('{y}', String(row))
}

function zoomOf({ href }: Tile): number {
  return Number(/com\/(\d+)\//.exec(href)?.[1])
}

test('a place is on the tile that holds it, and the tiles leave no part of the map bare', () => {
  fc.assert(
    fc.property(anyPlace, fc.constantFrom('route', 'position'), (at, focus) => {
      const route = { from: WAREHOUSE, to: null, trail: [], position: { name: 'Here', at } }
      const { world, position } = drawMap(route, SIZE, focus)
      const tiles = tilesOf(URL, world, SIZE)
      const [first] = tiles
      if (!first || !position) throw new Error('nothing is drawn')

      const holding = tiles.filter(({ href }) => href === addressOf(at, zoomOf(first)))
      expect(holding).toHaveLength(1)
      const [{ x, y, size }] = holding as [Tile]
      expect(position.x).toBeGreaterThanOrEqual(x - 0.2)
      expect(position.x).toBeLessThanOrEqual(x + size + 0.2)
      expect(position.y).toBeGreaterThanOrEqual(y - 0.2)
      expect(position.y).toBeLessThanOrEqual(y + size + 0.2)

      expect(Math.min(...tiles.map((tile) => tile.x))).toBeLessThanOrEqual(0.1)
      expect(Math.min(...tiles.map((tile) => tile.y))).toBeLessThanOrEqual(0.1)
      expect(Math.max(...tiles.map((tile) => tile.x + tile.size))).toBeGreaterThanOrEqual(SIZE.width - 0.1)
      expect(Math.max(...tiles.map((tile) => tile.y + tile.size))).toBeGreaterThanOrEqual(SIZE.height - 0.1)
      expect(tiles.length).toBeLessThan(40)
    }),
  )
})

test('nothing lies beyond the poles, and west of the first column is the last one', () => {
  const world = { x: 100, y: 50, size: 256 }
  const tiles = tilesOf(URL, world, { width: 400, height: 400 })
  expect(tiles.map(({ href, x, y }) => [href, x, y])).toEqual([
    ['https://tiles.example.com/0/0/0.png', -156, 50],
    ['https://tiles.example.com/0/0/0.png', 100, 50],
    ['https://tiles.example.com/0/0/0.png', 356, 50],
  ])
})
