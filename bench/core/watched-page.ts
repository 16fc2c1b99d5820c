import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'

/** A page that notes when the number at `selector` became what. */
export type WatchedPage = {
  page: Page
  /** Milliseconds from before `change` until its number was in the DOM, for `count` changes with pauses between. */
  measure: (change: () => Promise<number>, count: number, pauseMs: () => number) => Promise<number[]>
}

/** The page's clock and ours are compared first: both are of one machine, but they begin at different moments. */
export async function watchNumber(page: Page, selector: string): Promise<WatchedPage> {
  await page.evaluate((target) => {
    const seen = new Map<number, number>()
    Object.assign(window, { seenAtMs: seen })
    const note = () => {
      const value = Number(document.querySelector(target)?.textContent?.replace(/\D/g, ''))
      if (!seen.has(value)) seen.set(value, performance.timeOrigin + performance.now())
    }
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true })
  }, selector)

  async function measure(change: () => Promise<number>, count: number, pauseMs: () => number) {
    const skewMs = await clockSkewMs(page)
    const samples: number[] = []
    for (let index = 0; index < count; index++) {
      await delay(pauseMs())
      const issuedAtMs = performance.timeOrigin + performance.now()
      const value = await change()
      const seenAtMs = await page.waitForFunction(
        (expected) => (window as unknown as { seenAtMs: Map<number, number> }).seenAtMs.get(expected),
        value,
        { polling: 20, timeout: 20_000 },
      )
      samples.push(((await seenAtMs.jsonValue()) as number) - skewMs - issuedAtMs)
    }
    return samples
  }

  return { page, measure }
}

/** How far the page's clock is ahead of ours: the tightest of some round trips decides. */
async function clockSkewMs(page: Page): Promise<number> {
  let best = { roundTripMs: Number.POSITIVE_INFINITY, skewMs: 0 }
  for (let attempt = 0; attempt < 30; attempt++) {
    const sentAt = performance.timeOrigin + performance.now()
    const theirs = await page.evaluate(() => performance.timeOrigin + performance.now())
    const roundTripMs = performance.timeOrigin + performance.now() - sentAt
    if (roundTripMs < best.roundTripMs) best = { roundTripMs, skewMs: theirs - (sentAt + roundTripMs / 2) }
  }
  return best.skewMs
}
