import { type ScaleLinear, type ScaleTime, scaleLinear, scaleTime } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'
import type { BalancePoint } from './ledger'

/** Pixels around the plot, for the labels of the axes. */
export const MARGIN = { top: 12, right: 12, bottom: 24, left: 44 }

/** Room for a time and a gap beside it. */
const PX_PER_TIME_TICK = 72
const VALUE_TICKS = 4

export type ChartLayout = {
  linePath: string
  areaPath: string
  x: ScaleTime<number, number>
  y: ScaleLinear<number, number>
  timeTicks: Date[]
  /** How much time the chart shows, in milliseconds. */
  spanMs: number
  valueTicks: number[]
}

/** Places a step line of the balance in a box of `width` × `height` pixels. */
export function layOutChart(points: BalancePoint[], width: number, height: number): ChartLayout {
  const [startMs, endMs] = timeSpan(points)
  const x = scaleTime()
    .domain([startMs, endMs])
    .range([MARGIN.left, Math.max(MARGIN.left, width - MARGIN.right)])
  const y = scaleLinear()
    .domain([0, Math.max(1, ...points.map((point) => point.credits))])
    .range([height - MARGIN.bottom, MARGIN.top])
    .nice(VALUE_TICKS)
  const xOf = (point: BalancePoint) => x(point.atMs)
  const yOf = (point: BalancePoint) => y(point.credits)
  return {
    x,
    y,
    linePath: line<BalancePoint>().x(xOf).y(yOf).curve(curveStepAfter)(points) ?? '',
    areaPath: area<BalancePoint>().x(xOf).y0(y(0)).y1(yOf).curve(curveStepAfter)(points) ?? '',
    spanMs: endMs - startMs,
    timeTicks: spacedTicks(x),
    valueTicks: y.ticks(VALUE_TICKS).filter(Number.isInteger),
  }
}

/** The last point at or before horizontal pixel `px`: the balance that held then. */
export function indexAt(points: BalancePoint[], { x }: ChartLayout, px: number): number {
  const atMs = x.invert(px).getTime()
  const after = points.findIndex((point) => point.atMs > atMs)
  return after === -1 ? points.length - 1 : Math.max(0, after - 1)
}

/** Round instants that d3 finds fitting, thinned out until their labels do not touch. */
function spacedTicks(x: ScaleTime<number, number>): Date[] {
  const [left = 0, right = 0] = x.range()
  const ticks = x.ticks(Math.max(1, Math.floor((right - left) / PX_PER_TIME_TICK)))
  const [first, second] = ticks
  if (first === undefined || second === undefined) return ticks
  const step = Math.ceil(PX_PER_TIME_TICK / Math.max(1, x(second) - x(first)))
  return ticks.filter((_, index) => index % step === 0)
}

/** First and last instant; a minute wide at least, because a scale needs a width. */
function timeSpan(points: BalancePoint[]): [number, number] {
  const endMs = points.at(-1)?.atMs ?? 0
  return [Math.min(points[0]?.atMs ?? 0, endMs - 60_000), endMs]
}
