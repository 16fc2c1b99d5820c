import { type ScaleBand, type ScaleLinear, scaleBand, scaleLinear } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'

/** Pixels around each plot, for the labels of the axes. */
export const MARGIN = { top: 14, right: 4, bottom: 22, left: 48 }
const VALUE_TICKS = 3
/** Room for a day's label and a gap beside it. */
const PX_PER_DAY_TICK = 64

export type Plot = {
  y: ScaleLinear<number, number>
  valueTicks: number[]
  linePath: string
  areaPath: string
}

/** Places days along `width` pixels, each as a band. */
export function layOutDays(days: string[], width: number): ScaleBand<string> {
  return scaleBand()
    .domain(days)
    .range([MARGIN.left, Math.max(MARGIN.left, width - MARGIN.right)])
    .paddingInner(0.25)
    .paddingOuter(0.1)
}

/** Places one value a day in a plot `height` pixels high that begins at zero. */
export function layOutValues(days: string[], values: number[], x: ScaleBand<string>, height: number): Plot {
  const y = scaleLinear()
    .domain([0, Math.max(1, ...values)])
    .range([height - MARGIN.bottom, MARGIN.top])
    .nice(VALUE_TICKS)
  const points = values.map((value, index): [number, number] => [centre(x, days[index]), y(value)])
  return {
    y,
    valueTicks: y.ticks(VALUE_TICKS).filter(Number.isInteger),
    linePath: line().curve(curveMonotoneX)(points) ?? '',
    areaPath: area().y0(y(0)).curve(curveMonotoneX)(points) ?? '',
  }
}

/** The middle of a day's band. */
export function centre(x: ScaleBand<string>, day: string | undefined): number {
  return (x(day ?? '') ?? 0) + x.bandwidth() / 2
}

/** The day whose band, or whose half of the gap beside it, holds pixel `px`. */
export function dayIndexAt(days: string[], px: number, width: number): number {
  const x = layOutDays(days, width)
  const index = Math.floor((px - MARGIN.left) / Math.max(1, x.step()))
  return Math.max(0, Math.min(days.length - 1, index))
}

/** The days that get a label, counted back from the last so that it always has one. */
export function labelledDays(days: string[], x: ScaleBand<string>): string[] {
  const every = Math.max(1, Math.ceil(PX_PER_DAY_TICK / Math.max(1, x.step())))
  return days.filter((_, index) => (days.length - 1 - index) % every === 0)
}
