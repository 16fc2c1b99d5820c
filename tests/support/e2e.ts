import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import pg from 'pg'
import type { RunningApp } from './app.ts'
import { type Person, signUpPerson } from './people.ts'
import { openSignedIn } from './session.ts'

/** What the global setup hands to the workers: the app under test and the stack that it runs on. */
export type AppUnderTest = Pick<RunningApp, 'url' | 'status'>

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
type NewPersonOptions = { credits?: number; role?: 'member' | 'teacher' | 'admin' }

type WorkerFixtures = {
  app: AppUnderTest
  /** Runs SQL as the owner of the database, as someone in psql does. */
  sql: Sql
}

type Fixtures = {
  /** A new account with that many credits in one pack. */
  newPerson: (options?: NewPersonOptions) => Promise<Person>
  /** A browser of its own. */
  newBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** Signs that person in where `page` is, and opens `path` there. */
  enterAs: (page: Page, person: Person, path: string) => Promise<void>
  /** A browser of its own in which that person is signed in and has opened `path`. */
  openAs: (person: Person, path: string, options?: BrowserContextOptions) => Promise<Page>
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      await use(JSON.parse(process.env.ROWCAST_APP_UNDER_TEST ?? 'null') as AppUnderTest)
    },
    { scope: 'worker' },
  ],

  sql: [
    async ({ app }, use) => {
      const pool = new pg.Pool({ connectionString: app.status.db_url, max: 4 })
      await use(async (text, values) => (await pool.query(text, values)).rows)
      await pool.end()
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ app }, use) => use(app.url),

  newPerson: async ({ app, sql }, use) => {
    await use(async ({ credits = 0, role = 'member' } = {}) => {
      const person = await signUpPerson(app.status)
      if (role !== 'member')
        await sql('update public.profiles set role = $2 where id = $1', [person.id, role])
      if (credits > 0) {
        await sql('insert into public.user_credits (user_id, credits) values ($1, $2)', [person.id, credits])
      }
      return person
    })
  },

  newBrowser: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, ...options })
      contexts.push(context)
      return context
    })
    for (const context of contexts) await context.close()
  },

  enterAs: async ({ app }, use) => {
    await use((page, person, path) => openSignedIn(page, app, person, path))
  },

  openAs: async ({ newBrowser, enterAs }, use) => {
    await use(async (person, path, options) => {
      const page = await (await newBrowser(options)).newPage()
      await enterAs(page, person, path)
      return page
    })
  },
})

export { expect }

export function balance(page: Page) {
  return page.getByTestId('balance')
}

export function toast(page: Page) {
  return page.getByRole('region', { name: /Notifications/ }).getByRole('listitem')
}
