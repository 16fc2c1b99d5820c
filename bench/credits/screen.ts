import { setTimeout as delay } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import pg from 'pg'
import type { RunningApp } from '../../tests/support/app.ts'
import { browserLaunchOptions } from '../../tests/support/browser.ts'
import { type Person, signUpPerson } from '../../tests/support/people.ts'
import { signIn } from '../../tests/support/sign-in.ts'
import { untilLive } from '../../tests/support/sync-status.ts'
import { type Latency, latency } from '../lib/stats.ts'

const WARM_UP = 10
const CHANGES = 100
const POLL_CHANGES = 15
const POLL_INTERVAL_MS = 5000
const BURST = 100

export type ScreenResult = {
  live: Latency
  poll: Latency
  /** Reads that a burst of 100 changes cost the page, and how long the burst took to write. */
  burst: { reads: number; wroteWithinMs: number }
}

/**
 * Commit → number changed in the DOM, in a real browser against the production build, one viewer; beside a page that
 * asks for the same number every five seconds.
 */
export async function measureScreen(app: RunningApp): Promise<ScreenResult> {
  const database = new pg.Client(app.status.db_url)
  await database.connect()
  const browser = await chromium.launch(await browserLaunchOptions())
  try {
    const person = await signUpPerson(app.status)
    await database.query('insert into public.user_credits (user_id, credits) values ($1, 1000)', [person.id])
    const page = await openCredits(browser, app, person)
    const change = () => changeCredits(database, person)

    await observe(page, '[data-testid=balance]')
    await measure(page, change, WARM_UP, randomPauseMs(150, 350))
    const live = await measure(page, change, CHANGES, randomPauseMs(150, 350))
    const burst = await measureBurst(page, database, person)

    const polling = await openPollingPage(browser, app, person)
    await observe(polling, '#balance')
    const poll = await measure(polling, change, POLL_CHANGES, randomPauseMs(1000, POLL_INTERVAL_MS))
    return { live: latency(live), poll: latency(poll), burst }
  } finally {
    await browser.close()
    await database.end()
  }
}

async function openCredits(browser: Browser, app: RunningApp, person: Person): Promise<Page> {
  const page = await browser.newPage({ baseURL: app.url })
  await signIn(page, person, '/credits')
  await page.getByTestId('balance').waitFor()
  await untilLive(page)
  return page
}

/** What this app replaces: a page that fetches the balance every five seconds. */
async function openPollingPage(browser: Browser, app: RunningApp, person: Person): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`${app.status.api_url}/health`)
  await page.evaluate(
    ({ url, key, token, intervalMs }) => {
      document.body.innerHTML = '<p id="balance">0</p>'
      setInterval(async () => {
        const headers = { apikey: key, authorization: `Bearer ${token}` }
        const response = await fetch(`${url}/rest/v1/user_credits?select=credits&status=eq.active`, {
          headers,
        })
        const rows = (await response.json()) as { credits: number }[]
        const balance = document.querySelector('#balance')
        if (balance !== null) balance.textContent = String(rows.reduce((sum, row) => sum + row.credits, 0))
      }, intervalMs)
    },
    {
      url: app.status.api_url,
      key: app.status.publishable_key,
      token: person.accessToken,
      intervalMs: POLL_INTERVAL_MS,
    },
  )
  return page
}

/** Notes in the page when the number at `selector` became what, by the clock that Node and the browser share. */
async function observe(page: Page, selector: string): Promise<void> {
  await page.evaluate((target) => {
    const seen = new Map<number, number>()
    Object.assign(window, { seenAtMs: seen })
    const note = () => {
      const value = Number(document.querySelector(target)?.textContent?.replace(/\D/g, ''))
      if (!seen.has(value)) seen.set(value, performance.timeOrigin + performance.now())
    }
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true })
  }, selector)
}

async function measure(
  page: Page,
  change: () => Promise<number>,
  count: number,
  pauseMs: () => number,
): Promise<number[]> {
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

/** Counts the reads (server actions are POSTs to the page) that a burst of single commits costs one view. */
async function measureBurst(page: Page, database: pg.Client, person: Person): Promise<ScreenResult['burst']> {
  await delay(1000)
  let reads = 0
  const count = (request: { method: () => string }) => {
    if (request.method() === 'POST') reads++
  }
  page.on('request', count)
  const startedAt = performance.now()
  let value = 0
  for (let index = 0; index < BURST; index++) value = await changeCredits(database, person)
  const wroteWithinMs = performance.now() - startedAt
  await page
    .getByTestId('balance')
    .filter({ hasText: value.toLocaleString('en') })
    .waitFor()
  await delay(1000)
  page.off('request', count)
  return { reads, wroteWithinMs }
}

/** Gives the new balance. */
async function changeCredits(database: pg.Client, person: Person): Promise<number> {
  const { rows } = await database.query(
    "update public.user_credits set credits = credits + 1 where user_id = $1 and status = 'active' returning credits",
    [person.id],
  )
  return Number(rows[0].credits)
}

function randomPauseMs(least: number, most: number): () => number {
  return () => least + Math.random() * (most - least)
}
