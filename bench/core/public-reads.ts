import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { heldFrom } from '../../lib/realtime/instant.ts'
import type { RunningApp } from '../../tests/support/app.ts'
import { signIn } from '../../tests/support/sign-in.ts'
import { untilLive } from '../../tests/support/sync-status.ts'
import { accessToken, type Subscriber, subscribe } from '../lib/subscriber.ts'
import { withViewer } from './viewer.ts'

const VIEWERS = 100
const CHANGES = 20
const PAUSE_MS = 500
/** Sessions tell the statistics of their functions at most so much later, also when they are idle. */
const STATISTICS_MS = 12_000
/** What the catalogue is read by. */
const FUNCTION = 'get_plan_catalog'

export type PublicReads = {
  viewers: number
  changes: number
  /** Requests that one change brought to the app. */
  requests: number
  /** Queries of the database that one change cost, on average. */
  queries: number
  /** Answers that did not yet hold the change that was asked about. */
  stale: number
}

/** How the page asks for its data again: a server action, as the browser sent it. */
type ReadRequest = { url: string; headers: Record<string, string>; body: string }

/** Many viewers of public data hear of a change over sockets of their own, and ask the app for the data as a page does. */
export function measurePublicReads(app: RunningApp): Promise<PublicReads> {
  return withViewer(app, async ({ browser, database, person }) => {
    const [plan] = (await database.query('select id from public.plans where is_active limit 1')).rows
    const change = () =>
      database.query('update public.plans set roi_percent = roi_percent + 0.01 where id = $1', [plan.id])
    const page = await browser.newPage({ baseURL: app.url })
    await signIn(page, person, '/plans')
    await untilLive(page)
    const asked = page.waitForRequest((request) => request.postData()?.includes('heldFromUs') ?? false)
    await change()
    const request = await asked
    const read: ReadRequest = {
      url: request.url(),
      headers: await request.allHeaders(),
      body: request.postData() ?? '',
    }
    await page.close()
    return measure(app, read, change, plan.id)
  })
}

async function measure(
  app: RunningApp,
  read: ReadRequest,
  change: () => Promise<unknown>,
  planId: string,
): Promise<PublicReads> {
  let [requests, stale] = [0, 0]
  const answers: Promise<void>[] = []
  const viewers = await openViewers(app, planId, (record, commitAt) => {
    requests += 1
    answers.push(
      ask(read, commitAt).then((text) => {
        if (versionIn(text, planId) < Number(record.version)) stale += 1
      }),
    )
  })
  const count = await countCalls(app)
  for (let index = 0; index < CHANGES; index++) {
    await change()
    await delay(PAUSE_MS)
  }
  await Promise.all(answers)
  const queries = await count()
  for (const viewer of viewers) viewer.close()
  return {
    viewers: VIEWERS,
    changes: CHANGES,
    requests: requests / CHANGES,
    queries: queries / CHANGES,
    stale,
  }
}

function openViewers(
  { status }: RunningApp,
  planId: string,
  onChange: Parameters<typeof subscribe>[1],
): Promise<Subscriber[]> {
  const target = {
    apiUrl: status.api_url,
    publishableKey: status.publishable_key,
    table: 'plans',
    filter: `id=eq.${planId}`,
  }
  return Promise.all(
    Array.from({ length: VIEWERS }, () =>
      subscribe({ ...target, accessToken: accessToken(status.jwt_secret, randomUUID()) }, onChange),
    ),
  )
}

async function ask({ url, headers, body }: ReadRequest, commitAt: string | null): Promise<string> {
  const own = Object.entries(headers).filter(([name]) => !name.startsWith(':') && name !== 'content-length')
  const response = await fetch(url, {
    method: 'POST',
    headers: Object.fromEntries(own),
    body: body.replace(/"heldFromUs":(?:null|[\d.]+)/, `"heldFromUs":${heldFrom(commitAt)}`),
  })
  if (!response.ok) throw new Error(`The read answered ${response.status}.`)
  return response.text()
}

/** The version of the plan in the answer of an action. */
function versionIn(answer: string, planId: string): number {
  const line = answer.split('\n').find((candidate) => candidate.includes('"success":true'))
  const result = JSON.parse(line?.slice(line.indexOf(':') + 1) ?? '{}') as {
    data?: { id: string; version: number }[]
  }
  const plan = result.data?.find(({ id }) => id === planId)
  if (plan === undefined) throw new Error(`No plan in: ${answer.slice(0, 500)}`)
  return plan.version
}

/** Counts the calls of the function by which the catalogue is read, from now until the returned function is called. */
async function countCalls({ superuserUrl }: RunningApp): Promise<() => Promise<number>> {
  const database = new pg.Client(superuserUrl)
  await database.connect()
  await database.query("alter system set track_functions = 'all'")
  await database.query('select pg_reload_conf()')
  const calls = async () => {
    const { rows } = await database.query(
      'select coalesce(sum(calls), 0) as calls from pg_stat_user_functions where funcname = $1',
      [FUNCTION],
    )
    return Number(rows[0].calls)
  }
  await delay(STATISTICS_MS)
  const before = await calls()
  return async () => {
    await delay(STATISTICS_MS)
    const after = await calls()
    await database.end()
    return after - before
  }
}
