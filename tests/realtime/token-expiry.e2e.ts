import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { type RunningApp, startApp } from '../support/app.ts'
import { balance, test } from '../support/e2e.ts'
import { type Person, signUpPerson } from '../support/people.ts'
import { openSignedIn } from '../support/session.ts'
import { untilLive } from '../support/sync-status.ts'

/** Access tokens of this app live for 5 s; the server ends the channels of one that has ended. */
const TOKEN_S = 5

let own: RunningApp
let database: pg.Pool

test.beforeAll(async () => {
  test.setTimeout(180_000)
  own = await startApp({ jwtExpiryS: TOKEN_S })
  database = new pg.Pool({ connectionString: own.status.db_url, max: 2 })
})
test.afterAll(async () => {
  await database?.end()
  await own?.stop()
})

test('tokens of 5 s follow each other without the page ever ceasing to be live, and after sleep it is live again', async ({
  newBrowser,
}) => {
  const person = await newPerson()
  const page = await (await newBrowser({ baseURL: own.url })).newPage()
  const wire = watchWire(page)
  await openSignedIn(page, own, person, '/credits')
  await untilLive(page)
  const statuses = await recordStatuses(page)
  const joins = wire.joins.length

  // Nothing happens on the page meanwhile: what renews the token is the connection itself.
  await expect.poll(() => wire.tokens.size, { timeout: 60_000 }).toBeGreaterThan(3)
  await add(person, 5)
  await expect(balance(page)).toHaveText('15')
  await untilLive(page)
  // A read that takes longer than 200 ms is shown as such; changes flowed all the time.
  expect((await statuses()).filter((word) => word !== 'Live' && word !== 'Syncing')).toEqual([])
  expect(wire.joins).toHaveLength(joins)
  expect(wire.closed).toBe(0)

  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Debugger.enable')
  await devtools.send('Debugger.pause')
  await expect.poll(() => wire.secondsLeft(), { timeout: 30_000 }).toBeLessThan(-1)
  await add(person, 2)
  await devtools.send('Debugger.disable')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(balance(page)).toHaveText('17', { timeout: 5_000 })
  await untilLive(page)
  await add(person, 1)
  await expect(balance(page)).toHaveText('18')
})

async function newPerson(): Promise<Person> {
  const person = await signUpPerson(own.status)
  await database.query('insert into public.user_credits (user_id, credits) values ($1, 10)', [person.id])
  return person
}

async function add(person: Person, credits: number): Promise<void> {
  await database.query('update public.user_credits set credits = credits + $2 where user_id = $1', [
    person.id,
    credits,
  ])
}

/** What the page tells Realtime about who it is, and which channels the server has closed. */
function watchWire(page: Page) {
  const wire = {
    tokens: new Set<string>(),
    joins: [] as string[],
    closed: 0,
    /** Until the newest token ends. */
    secondsLeft() {
      const ends = [...wire.tokens].map((token) => expiryOf(token))
      return Math.max(...ends) - Date.now() / 1000
    },
  }
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const [, , topic, event, body] = JSON.parse(String(payload)) as [string, string, string, string, Body]
      if (event === 'phx_join') wire.joins.push(topic)
      if (body.access_token) wire.tokens.add(body.access_token)
    })
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"phx_close"')) wire.closed += 1
    })
  })
  return wire
}

type Body = { access_token?: string }

function expiryOf(token: string): number {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }
  return claims.exp
}

/** Every word that the status badge says from now on. */
async function recordStatuses(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said = new Set<string>()
    Object.assign(window, { saidStatuses: said })
    const note = () => {
      const badge = [...document.querySelectorAll('[role=status]')].find((element) =>
        element.textContent?.includes('Sync status'),
      )
      const word = /Initializing|Live|Syncing|Polling|Offline/.exec(badge?.textContent ?? '')?.[0]
      if (word) said.add(word)
    }
    note()
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => [...(window as unknown as { saidStatuses: Set<string> }).saidStatuses])
}
