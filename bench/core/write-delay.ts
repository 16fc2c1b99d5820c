import { setTimeout as delay } from 'node:timers/promises'
import type { Page, Request } from '@playwright/test'
import type { RunningApp } from '../../tests/support/app.ts'
import { type Latency, latency } from '../lib/stats.ts'
import { type Viewer, withViewer } from './viewer.ts'

const WRITES = 20
/** What a slow read takes longer: long enough that each click meets one in flight. */
const SLOW_READ_MS = 300

export type WriteDelay = {
  /** From the click to the request of the write leaving the browser, when nothing else goes on. */
  idle: Latency
  /** The same while changes keep coming and each read takes 300 ms longer. */
  reading: Latency
  /** Reads that were still to be answered or begun between click and write: one at most is meant to be. */
  mostReadsBefore: number
}

/** How long a write waits for the live reads of its page. Next.js sends server actions one at a time. */
export function measureWriteDelay(app: RunningApp): Promise<WriteDelay> {
  return withViewer(app, async (viewer) => {
    const page = await viewer.openCredits()
    const readAction = await actionOfReads(viewer, page)
    const idle = await writeTimes(page, readAction)
    await slowDown(page, readAction)
    const stop = keepChanging(viewer)
    const reading = await writeTimes(page, readAction)
    await stop()
    return {
      idle: latency(idle.map(({ waitedMs }) => waitedMs)),
      reading: latency(reading.map(({ waitedMs }) => waitedMs)),
      mostReadsBefore: Math.max(...reading.map(({ readsBefore }) => readsBefore)),
    }
  })
}

function actionOf(request: Request): string | undefined {
  return request.method() === 'POST' ? request.headers()['next-action'] : undefined
}

async function actionOfReads({ change }: Viewer, page: Page): Promise<string> {
  const request = page.waitForRequest((candidate) => actionOf(candidate) !== undefined)
  await change()
  return actionOf(await request) ?? ''
}

type Sample = { waitedMs: number; readsBefore: number }

async function writeTimes(page: Page, readAction: string): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let write = 0; write < WRITES; write++) {
    await delay(400 + Math.random() * 400)
    let readsBefore = 0
    const sent = page.waitForRequest((request) => {
      const action = actionOf(request)
      if (action === readAction) readsBefore += 1
      return action !== undefined && action !== readAction
    })
    const clickedAt = performance.now()
    await page.getByRole('button', { name: /Write a caption/ }).click({ noWaitAfter: true })
    await sent
    samples.push({ waitedMs: performance.now() - clickedAt, readsBefore })
    await page.getByText('Saving…').waitFor({ state: 'detached' })
  }
  return samples
}

async function slowDown(page: Page, readAction: string): Promise<void> {
  await page.route('**/credits', async (route) => {
    if (actionOf(route.request()) === readAction) await delay(SLOW_READ_MS)
    await route.continue().catch(() => undefined)
  })
}

function keepChanging({ change }: Viewer): () => Promise<void> {
  let isStopped = false
  const changing = (async () => {
    while (!isStopped) {
      await change()
      await delay(50)
    }
  })()
  return async () => {
    isStopped = true
    await changing
  }
}
