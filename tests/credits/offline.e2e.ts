import type { Page } from '@playwright/test'
import { balance, expect, test } from '../support/e2e.ts'
import { signIn } from '../support/sign-in.ts'
import { syncStatus, untilLive } from '../support/sync-status.ts'

const THUMBNAIL = /Generate a thumbnail/
const CAPTION = /Write a caption/

test('what is spent offline waits, is sent in order when back, and what is refused says why', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson({ credits: 12 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  await page.context().setOffline(true)
  await expect(syncStatus(page)).toContainText('Offline')

  await spend(page, CAPTION)
  await spend(page, THUMBNAIL)
  await expect(page.getByTestId('ledger').getByText('Waits on this device')).toHaveCount(2)
  await expect(page.getByText('2 changes wait')).toBeVisible()
  const expected = await balance(page).textContent()

  await page.context().setOffline(false)
  await untilLive(page)
  await expect(page.getByText('changes wait')).toHaveCount(0)
  await expect(page.getByText('Waits on this device')).toHaveCount(0)
  await expect(balance(page)).toHaveText(expected ?? '')
  const reasons = await sql(
    'select reason from public.credit_transactions where user_id = $1 and delta < 0 order by id',
    [person.id],
  )
  expect(reasons.map(({ reason }) => String(reason))).toEqual([
    expect.stringMatching(CAPTION),
    expect.stringMatching(THUMBNAIL),
  ])

  await page.context().setOffline(true)
  await expect(syncStatus(page)).toContainText('Offline')
  await spend(page, CAPTION)
  await sql('update public.user_credits set credits = 0 where user_id = $1', [person.id])
  await page.context().setOffline(false)
  const refusal = page.getByRole('alert').filter({ hasText: 'Not done' })
  await expect(refusal).toContainText('credits')
  await expect(balance(page)).toHaveText('0')
  await refusal.getByRole('button', { name: 'Discard' }).click()
  await expect(refusal).toHaveCount(0)
})

test('a spend whose answer never came survives a reload and counts once', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson({ credits: 12 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  // The server does what it is asked, and its answer is lost.
  await page.route('**/credits', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch().catch(() => undefined)
    // A reload ends the request before this does.
    await route.abort().catch(() => undefined)
  })
  await spend(page, CAPTION)
  await expect(page.getByText('1 change waits')).toBeVisible()
  await page.reload()
  await expect(page.getByText('1 change waits')).toBeVisible()

  await page.unroute('**/credits')
  await expect(page.getByText('1 change waits')).toHaveCount(0, { timeout: 20_000 })
  const spends = await sql('select id from public.credit_transactions where user_id = $1 and delta < 0', [
    person.id,
  ])
  expect(spends).toHaveLength(1)
})

test('signing out with changes on the device asks first, and then removes them', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson({ credits: 12 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  // Nothing is accepted, but the page and the sign-out go through.
  await page.route('**/credits', (route) => {
    const isSpend = route.request().postData()?.includes('idempotencyKey')
    return isSpend ? route.abort() : route.continue()
  })
  await spend(page, CAPTION)
  await expect(page.getByText('1 change waits')).toBeVisible()

  const signOut = async () => {
    await page.getByRole('button', { name: /^Account menu/ }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  }
  await signOut()
  const question = page.getByRole('dialog', { name: /Sign out/ })
  await expect(question).toContainText('1 change on this device has not been accepted')
  await question.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(page.getByText('1 change waits')).toBeVisible()

  await signOut()
  await question.getByRole('button', { name: 'Sign out and discard' }).click()
  await page.waitForURL('/')
  await expect.poll(() => waitingOnDevice(page)).toBe(0)
  await page.unroute('**/credits')
  await signIn(page, person, '/credits')
  await untilLive(page)
  await expect(page.getByText('change waits')).toHaveCount(0)
  const spends = await sql('select id from public.credit_transactions where user_id = $1 and delta < 0', [
    person.id,
  ])
  expect(spends).toHaveLength(0)
})

/** Entries that the outbox of this browser holds, of whomever. */
async function waitingOnDevice(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('rowcast-outbox')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction('entries').objectStore('entries').count()
          counting.onsuccess = () => resolve(counting.result)
          counting.onerror = () => reject(counting.error)
        }
      }),
  )
}

async function spend(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click()
}
