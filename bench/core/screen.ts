import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { RunningApp } from '../../tests/support/app.ts'
import { startChild } from '../lib/child.ts'
import { type Latency, latency, medianOf } from '../lib/stats.ts'
import { type Viewer, withViewer } from './viewer.ts'
import { watchNumber } from './watched-page.ts'

const ROUNDS = 3
const WARM_UP = 10
const CHANGES = 40
const POLL_CHANGES = 25
const POLL_INTERVAL_MS = 5000

export type ScreenResult = { live: Latency; floor: Latency; poll: Latency }

/**
 * Commit → number changed in the DOM, in a real browser against the production build, one viewer. Beside it, in turn, a
 * page that writes into the DOM what a socket brings straight from the replication stream, unasked and unchecked; and
 * once a page that asks for the same number every five seconds.
 */
export function measureScreen(app: RunningApp): Promise<ScreenResult> {
  return withViewer(app, async (viewer) => {
    const floor = await startChild<{ url: string }>('floor-process.ts', [
      app.superuserUrl,
      'supabase_realtime',
      `bench_floor_${randomUUID().replaceAll('-', '')}`,
    ])
    try {
      const live = await watchNumber(await viewer.openCredits(), '[data-testid=balance]')
      const raw = await watchNumber(await openFloorPage(viewer, floor.ready.url), '#balance')
      const polling = await watchNumber(await openPollingPage(viewer), '#balance')
      const rounds: { live: Latency; floor: Latency }[] = []
      for (const watched of [live, raw]) await watched.measure(viewer.change, WARM_UP, between(150, 350))
      for (let round = 0; round < ROUNDS; round++) {
        rounds.push({
          live: latency(await live.measure(viewer.change, CHANGES, between(150, 350))),
          floor: latency(await raw.measure(viewer.change, CHANGES, between(150, 350))),
        })
      }
      return {
        live: medianOf(rounds.map((round) => round.live)),
        floor: medianOf(rounds.map((round) => round.floor)),
        poll: latency(await polling.measure(viewer.change, POLL_CHANGES, between(0, POLL_INTERVAL_MS))),
      }
    } finally {
      await floor.stop()
    }
  })
}

/** A page without a framework: an event's number goes into the DOM as it comes. */
async function openFloorPage(viewer: Viewer, url: string): Promise<Page> {
  const page = await emptyPage(viewer)
  await page.evaluate(async (address) => {
    const socket = new WebSocket(address)
    socket.onmessage = ({ data }) => {
      const { table, record } = JSON.parse(data) as { table: string; record: { credits: string } }
      const balance = document.querySelector('#balance')
      if (balance !== null && table === 'user_credits') balance.textContent = record.credits
    }
    await new Promise((resolve) => {
      socket.onopen = resolve
    })
  }, `${url}/${viewer.person.id}`)
  return page
}

/** What this app replaces: a page that fetches the balance every five seconds. */
async function openPollingPage(viewer: Viewer): Promise<Page> {
  const page = await emptyPage(viewer)
  const { api_url: url, publishable_key: key } = viewer.app.status
  await page.evaluate(
    ({ url, key, token, intervalMs }) => {
      setInterval(async () => {
        const headers = { apikey: key, authorization: `Bearer ${token}` }
        const address = `${url}/rest/v1/user_credits?select=credits&status=eq.active`
        const rows = (await (await fetch(address, { headers })).json()) as { credits: number }[]
        const balance = document.querySelector('#balance')
        if (balance !== null) balance.textContent = String(rows.reduce((sum, row) => sum + row.credits, 0))
      }, intervalMs)
    },
    { url, key, token: viewer.person.accessToken, intervalMs: POLL_INTERVAL_MS },
  )
  return page
}

async function emptyPage({ browser, app }: Viewer): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`${app.status.api_url}/health`)
  await page.evaluate(() => {
    document.body.innerHTML = '<p id="balance">0</p>'
  })
  return page
}

function between(least: number, most: number): () => number {
  return () => least + Math.random() * (most - least)
}
