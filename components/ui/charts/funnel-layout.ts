import { scaleLinear } from 'd3-scale'
import { area, curveBumpY } from 'd3-shape'

/** Pixels of one step: its words, its bar, and the way down to the next. */
export const STEP = { height: 60, barTop: 24, barHeight: 16 }

export type FunnelStep = {
  y: number
  /** Width of the bar. */
  width: number
  /** The way down to the next bar; null below the last. */
  wayDown: string | null
  /** Of the first step, from 0 to 1. */
  share: number
}

/** Places the steps of a funnel under each other, each as wide as its count. */
export function layOutFunnel(counts: number[], width: number): FunnelStep[] {
  const first = counts[0] ?? 0
  const x = scaleLinear()
    .domain([0, Math.max(1, ...counts)])
    .range([0, width])
  return counts.map((count, index) => {
    const next = counts[index + 1]
    return {
      y: index * STEP.height,
      width: x(count),
      wayDown: next === undefined ? null : wayDown(index, x(count), x(next)),
      share: first === 0 ? 0 : count / first,
    }
  })
}

function wayDown(index: number, from: number, to: number): string | null {
  const top = index * STEP.height + STEP.barTop + STEP.barHeight
  const bottom = (index + 1) * STEP.height + STEP.barTop
  const edge = area<[number, number]>()
    .y(([y]) => y)
    .x0(0)
    .x1(([, x]) => x)
    .curve(curveBumpY)
  return edge([
    [top, from],
    [bottom, to],
  ])
}
