import { type Browser, chromium, type Page } from '@playwright/test'
import pg from 'pg'
import type { RunningApp } from '../../tests/support/app.ts'
import { browserLaunchOptions } from '../../tests/support/browser.ts'
import { type Person, signUpPerson } from '../../tests/support/people.ts'
import { signIn } from '../../tests/support/sign-in.ts'
import { untilLive } from '../../tests/support/sync-status.ts'

/** One person with credits, in a browser, and the database behind. */
export type Viewer = {
  app: RunningApp
  browser: Browser
  database: pg.Client
  person: Person
  /** Adds a credit, and gives the new balance. */
  change: () => Promise<number>
  /** A new browser in which that person looks at the credits page, live. */
  openCredits: () => Promise<Page>
}

/** Runs `work` with a viewer, and cleans up after it. */
export async function withViewer<T>(app: RunningApp, work: (viewer: Viewer) => Promise<T>): Promise<T> {
  const database = new pg.Client(app.status.db_url)
  await database.connect()
  const browser = await chromium.launch(await browserLaunchOptions())
  try {
    const person = await signUpPerson(app.status)
    await database.query('insert into public.user_credits (user_id, credits) values ($1, 1000)', [person.id])
    return await work({
      ...{ app, browser, database, person },
      async change() {
        const { rows } = await database.query(
          "update public.user_credits set credits = credits + 1 where user_id = $1 and status = 'active' returning credits",
          [person.id],
        )
        return Number(rows[0].credits)
      },
      async openCredits() {
        const page = await browser.newPage({ baseURL: app.url })
        await signIn(page, person, '/credits')
        await page.getByTestId('balance').waitFor()
        await untilLive(page)
        return page
      },
    })
  } finally {
    await browser.close()
    await database.end()
  }
}

/** Counts the server actions (POSTs to the page) that a page sends from now on. */
export function countActions(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.headers()['next-action'] !== undefined) count += 1
  })
  return () => count
}
