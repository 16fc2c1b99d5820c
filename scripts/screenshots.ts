import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import pg from 'pg'
import { startApp } from '../tests/support/app.ts'
import { browserLaunchOptions } from '../tests/support/browser.ts'
import { untilLive } from '../tests/support/sync-status.ts'

/** `node_modules/.bin/node scripts/screenshots.ts`: draws the pictures of the README from the real app. */
const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url))
const VIEWPORT = { width: 1280, height: 800 }

const app = await startApp()
const browser = await chromium.launch(await browserLaunchOptions())
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ baseURL: app.url, viewport: VIEWPORT, colorScheme })
    const page = await context.newPage()
    await page.goto('/sign-in?next=/credits')
    await page.getByRole('button', { name: /Mira Creator/ }).click()
    await untilLive(page)
    await page.getByRole('slider', { name: /history of the balance/ }).waitFor()
    await changeBalance(page)
    await page.screenshot({ path: `${IMAGES}credits-${colorScheme}.png`, animations: 'disabled' })
    await context.close()
  }
} finally {
  await browser.close()
  await app.stop()
}

/** What the README tells the reader to do, so that the picture shows what comes of it. */
async function changeBalance(page: Page): Promise<void> {
  const database = new pg.Client(app.status.db_url)
  await database.connect()
  await database.query("update public.user_credits set credits = credits + 10 where status = 'active'")
  await database.end()
  await page
    .getByRole('region', { name: /Notifications/ })
    .getByRole('listitem')
    .waitFor()
}
