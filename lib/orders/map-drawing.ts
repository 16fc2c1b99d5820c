import { type GeoProjection, geoGraticule, geoMercator, geoPath } from 'd3-geo'
import { curveCatmullRom, line } from 'd3-shape'
import { CITIES, type LngLat, OUTLINE } from './places'
import { distanceKm, type Route } from './route'

export type Size = { width: number; height: number }
export type Point = { x: number; y: number }
export type MapLabel = Point & { name: string; isLeft: boolean }

/** The whole earth as the square that Web Mercator makes of it: its north-west corner and its side, in pixels. */
export type World = Point & { size: number }

/** What to show: the whole way, or what is around the parcel. */
export type MapFocus = 'route' | 'position'

/** A map as paths and points in pixels. */
export type MapDrawing = {
  land: string
  grid: string
  travelled: string
  ahead: string
  from: Point
  to: Point | null
  position: Point | null
  labels: MapLabel[]
  scale: { km: number; px: number }
  world: World
  place: (at: LngLat) => Point
  /** Where on earth a pixel is. */
  locate: (point: Point) => LngLat
}

const PAD = 0.16
/** A close-up reaches this far around the parcel, in degrees; and no map reaches less. */
const CLOSE_DEG = 0.75
const LEAST_DEG = 0.4

/** Draws the route into `size`, with nothing asked from any server. */
export function drawMap(route: Route, { width, height }: Size, focus: MapFocus = 'route'): MapDrawing {
  const projection = geoMercator()
    .fitExtent(
      [
        [width * PAD, height * PAD],
        [width * (1 - PAD), height * (1 - PAD)],
      ],
      { type: 'MultiPoint', coordinates: cornersOf(route, focus) },
    )
    .clipExtent([
      [0, 0],
      [width, height],
    ])
  const path = geoPath(projection)
  const place = (at: LngLat) => pointOf(projection, at)
  const from = place(route.from.at)
  const to = route.to && place(route.to.at)
  const position = route.position && place(route.position.at)
  return {
    land: tidy(path({ type: 'Polygon', coordinates: [OUTLINE] })),
    grid: tidy(path(gridFor(projection, width)())),
    travelled: position ? curve([from, ...route.trail.map(place), position]) : '',
    ahead: to ? bow(position ?? from, to) : '',
    from,
    to,
    position,
    labels: labelsOf(route, place, { width, height }),
    scale: scaleOf(projection, { width, height }),
    world: worldOf(projection),
    place,
    locate: ({ x, y }) => {
      const [lng, lat] = projection.invert?.([x, y]) ?? route.from.at
      return [lng, lat]
    },
  }
}

/** The corners of what must be seen; never so close that there is nothing around it. */
function cornersOf({ from, to, trail, position }: Route, focus: MapFocus): LngLat[] {
  const isClose = focus === 'position' && position !== null
  const points = isClose
    ? [position.at]
    : [from.at, ...trail, ...(to ? [to.at] : []), ...(position ? [position.at] : [])]
  const reach = isClose ? CLOSE_DEG : LEAST_DEG
  const lngs = points.map(([lng]) => lng)
  const lats = points.map(([, lat]) => lat)
  const [west, east] = widened(Math.min(...lngs), Math.max(...lngs), reach)
  const [south, north] = widened(Math.min(...lats), Math.max(...lats), reach)
  return [
    [west, south],
    [east, north],
  ]
}

function widened(low: number, high: number, reach: number): [number, number] {
  const middle = (low + high) / 2
  const half = Math.max((high - low) / 2, reach)
  return [middle - half, middle + half]
}

function pointOf(projection: GeoProjection, at: LngLat): Point {
  const [x, y] = projection(at) ?? [0, 0]
  return { x: rounded(x), y: rounded(y) }
}

/** The last digits of a logarithm differ from engine to engine: what the server drew must be what the browser draws. */
function tidy(path: string | null): string {
  return (path ?? '').replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(rounded(Number(number))))
}

/** Tenths of a pixel. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

function worldOf(projection: GeoProjection): World {
  const size = projection.scale() * 2 * Math.PI
  const [x, y] = projection([0, 0]) ?? [0, 0]
  return { x: rounded(x - size / 2), y: rounded(y - size / 2), size: rounded(size) }
}

function gridFor(projection: GeoProjection, width: number) {
  const degrees = spanDeg(projection, width)
  const step = [0.1, 0.25, 0.5, 1, 2, 5, 10].find((size) => degrees / size <= 9) ?? 20
  return geoGraticule()
    .step([step, step])
    .extent([
      [40, -5],
      [120, 45],
    ])
}

function spanDeg(projection: GeoProjection, width: number): number {
  const [west] = projection.invert?.([0, 0]) ?? [0, 0]
  const [east] = projection.invert?.([width, 0]) ?? [0, 0]
  return Math.abs(east - west)
}

const smooth = line<Point>(
  ({ x }) => x,
  ({ y }) => y,
).curve(curveCatmullRom)

function curve(points: Point[]): string {
  return tidy(smooth(points))
}

/** A slight bow, because a straight line would claim to be the road. */
function bow(start: Point, end: Point): string {
  const dx = end.x - start.x
  const dy = end.y - start.y
  const middle = { x: (start.x + end.x) / 2 + dy * 0.08, y: (start.y + end.y) / 2 - dx * 0.08 }
  return curve([start, middle, end])
}

const LABEL_HEIGHT = 16
const LETTER_WIDTH = 6.6
const LABEL_GAP = 8

/** Cities that are in the picture and whose names hide nothing that matters more. */
function labelsOf(route: Route, place: (at: LngLat) => Point, size: Size): MapLabel[] {
  const ends = [route.from, ...(route.to ? [route.to] : []), ...(route.position ? [route.position] : [])]
  const taken = [...furniture(size), ...ends.map(({ at }) => boxAround(place(at)))]
  const isEnd = (at: LngLat) => ends.some((end) => distanceKm(end.at, at) < 25)
  const labels: MapLabel[] = []
  for (const city of CITIES) {
    if (isEnd(city.at)) continue
    const label = labelAt(place(city.at), city.name, size)
    if (!label) continue
    const box = boxOf(label)
    if (taken.some((other) => overlap(box, other))) continue
    taken.push(box)
    labels.push(label)
  }
  return labels
}

function labelAt(point: Point, name: string, { width, height }: Size): MapLabel | null {
  const length = name.length * LETTER_WIDTH + LABEL_GAP
  const isInside = point.x > 8 && point.x < width - 8 && point.y > 14 && point.y < height - 26
  if (!isInside) return null
  const isLeft = point.x + length > width - 6
  return isLeft && point.x - length < 6 ? null : { ...point, name, isLeft }
}

type Box = { left: number; right: number; top: number; bottom: number }

function boxOf({ x, y, name, isLeft }: MapLabel): Box {
  const length = name.length * LETTER_WIDTH + LABEL_GAP
  return {
    left: isLeft ? x - length : x - 4,
    right: isLeft ? x + 4 : x + length,
    top: y - LABEL_HEIGHT / 2,
    bottom: y + LABEL_HEIGHT / 2,
  }
}

/** The corners where the scale and the button stand. */
function furniture({ width }: Size): Box[] {
  return [
    { left: 0, right: 170, top: 0, bottom: 30 },
    { left: width - 150, right: width, top: 0, bottom: 60 },
  ]
}

/** The room that a marker and its name take. */
function boxAround({ x, y }: Point): Box {
  return { left: x - 60, right: x + 60, top: y - 20, bottom: y + 34 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** A round distance and how long it is, in the middle of the picture: Mercator stretches towards the poles. */
function scaleOf(projection: GeoProjection, { width, height }: Size): MapDrawing['scale'] {
  const a = projection.invert?.([width / 2, height / 2]) ?? [0, 0]
  const b = projection.invert?.([width / 2 + 100, height / 2]) ?? [1, 0]
  const kmPerPx = distanceKm(a, b) / 100
  const km = [1, 2, 5, 10, 20, 50, 100, 200, 500].findLast((length) => length / kmPerPx <= 110) ?? 1
  return { km, px: rounded(km / kmPerPx) }
}
