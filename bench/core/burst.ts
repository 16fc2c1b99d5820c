import { setTimeout as delay } from 'node:timers/promises'
import type { RunningApp } from '../../tests/support/app.ts'
import { median } from '../lib/stats.ts'
import { countActions, type Viewer, withViewer } from './viewer.ts'

const BURSTS = 5
const BURST = 100
const STEADY_MS = 5_000

export type BurstResult = {
  /** Reads that 100 changes cost, the median and the most of all bursts, and how long the writing took (ms). */
  reads: number
  mostReads: number
  wroteWithinMs: number
  /** Reads a second while changes come as fast as they can be written, one after another. */
  steadyReadsPerSecond: number
  steadyChangesPerSecond: number
}

/** What a burst of single commits costs one view in reads. */
export function measureBurst(app: RunningApp): Promise<BurstResult> {
  return withViewer(app, async (viewer) => {
    const page = await viewer.openCredits()
    const actions = countActions(page)
    const untilShown = (value: number) =>
      page
        .getByTestId('balance')
        .filter({ hasText: value.toLocaleString('en') })
        .waitFor()
    const bursts: { reads: number; wroteWithinMs: number }[] = []
    for (let burst = 0; burst < BURSTS; burst++) {
      await delay(1000)
      const before = actions()
      const startedAt = performance.now()
      const value = await changeTimes(viewer, BURST)
      const wroteWithinMs = performance.now() - startedAt
      await untilShown(value)
      await delay(1000)
      bursts.push({ reads: actions() - before, wroteWithinMs })
    }
    const before = actions()
    const startedAt = performance.now()
    let changes = 0
    while (performance.now() - startedAt < STEADY_MS) {
      await viewer.change()
      changes += 1
    }
    const seconds = (performance.now() - startedAt) / 1000
    return {
      reads: median(bursts.map(({ reads }) => reads)),
      mostReads: Math.max(...bursts.map(({ reads }) => reads)),
      wroteWithinMs: median(bursts.map((burst) => burst.wroteWithinMs)),
      steadyReadsPerSecond: (actions() - before) / seconds,
      steadyChangesPerSecond: changes / seconds,
    }
  })
}

async function changeTimes({ change }: Viewer, count: number): Promise<number> {
  let value = 0
  for (let index = 0; index < count; index++) value = await change()
  return value
}
