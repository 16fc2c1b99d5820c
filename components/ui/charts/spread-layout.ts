import { type ScaleLogarithmic, scaleLog } from 'd3-scale'

const MINUTE_S = 60
const HOUR_S = 3_600
const DAY_S = 86_400

/** Where an axis of durations has its labels, in seconds. */
const TICKS = [1, 10, MINUTE_S, 10 * MINUTE_S, HOUR_S, 6 * HOUR_S, DAY_S, 3 * DAY_S, 7 * DAY_S, 30 * DAY_S]
const PX_PER_TICK = 56
/** So that a dot at either end is whole. */
const EDGE_PX = 8

/** How long something takes: half of it `medianS` or less, nine of ten `slowS` or less. */
export type Spread = { name: string; medianS: number; slowS: number }
export type DurationScale = { x: ScaleLogarithmic<number, number>; ticks: number[] }

/** A logarithmic scale over all of `spreads`: minutes and days are both worth seeing. */
export function layOutSpreads(spreads: Spread[], width: number): DurationScale {
  const lowest = Math.max(1, Math.min(...spreads.map(({ medianS }) => medianS)))
  const highest = Math.max(lowest * 2, ...spreads.map(({ slowS }) => slowS))
  const from = TICKS.findLast((tick) => tick <= lowest) ?? 1
  const to = TICKS.find((tick) => tick >= highest) ?? highest
  const x = scaleLog()
    .domain([from, to])
    .range([EDGE_PX, Math.max(EDGE_PX, width - EDGE_PX)])
    .clamp(true)
  return {
    x,
    ticks: spaced(
      TICKS.filter((tick) => tick >= from && tick <= to),
      x,
    ),
  }
}

function spaced(ticks: number[], x: ScaleLogarithmic<number, number>): number[] {
  const kept: number[] = []
  for (const tick of ticks) {
    const before = kept.at(-1)
    if (before === undefined || x(tick) - x(before) >= PX_PER_TICK) kept.push(tick)
  }
  return kept
}
