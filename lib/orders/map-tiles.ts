import type { Size, World } from './map-drawing'

/** A server of map tiles, as an operator names it. */
export type TileServer = {
  /** Where a tile is, with `{z}`, `{x}` and `{y}` for its zoom, column and row. */
  url: string
  /** Whose map it is, in the words that its terms ask for. */
  attribution: string
}

/** One picture and where it lies, in pixels. */
export type Tile = { href: string; x: number; y: number; size: number }

const TILE_PX = 256
const DEEPEST_ZOOM = 19

/** The tiles that cover a map of `size`, in rows from the north west; nothing lies beyond the poles. */
export function tilesOf(url: string, world: World, { width, height }: Size): Tile[] {
  const zoom = Math.min(Math.max(Math.round(Math.log2(world.size / TILE_PX)), 0), DEEPEST_ZOOM)
  const count = 2 ** zoom
  const size = world.size / count
  const tiles: Tile[] = []
  for (const row of indexes(-world.y / size, (height - world.y) / size)) {
    if (row < 0 || row >= count) continue
    for (const column of indexes(-world.x / size, (width - world.x) / size)) {
      // East of the last column the first one follows again.
      const href = tileUrl(url, zoom, ((column % count) + count) % count, row)
      tiles.push({
        href,
        x: rounded(world.x + column * size),
        y: rounded(world.y + row * size),
        size: rounded(size),
      })
    }
  }
  return tiles
}

function indexes(from: number, to: number): number[] {
  const first = Math.floor(from)
  return Array.from({ length: Math.ceil(to) - first }, (_, step) => first + step)
}

/** Tenths of a pixel, so that the server and every browser draw the same. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

function tileUrl(url: string, zoom: number, column: number, row: number): string {
  return url.replace('{z}', String(zoom)).replace('{x}', String(column)).replace('{y}', String(row))
}
