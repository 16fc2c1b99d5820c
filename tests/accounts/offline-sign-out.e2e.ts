import type { Page } from '@playwright/test'
import { balance, expect, test } from '../support/e2e.ts'
import { syncStatus, untilLive } from '../support/sync-status.ts'

test('signing out offline empties this browser at once, and the server knows nobody when it is back', async ({
  newPerson,
  openAs,
}) => {
  const person = await newPerson({ credits: 4321 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  const other = await page.context().newPage()
  await other.goto('/credits')
  await untilLive(other)
  await expect.poll(() => keptOnDevice(page)).toBeGreaterThan(0)

  await page.context().setOffline(true)
  await expect(syncStatus(page)).toContainText('Offline')
  await signOut(page)
  await expect(page.getByRole('heading', { name: 'You are signed out of this browser' })).toBeVisible()
  await expect(balance(page)).toHaveCount(0)
  await expect(page.getByText(person.email)).toHaveCount(0)
  expect((await page.context().cookies()).filter(({ name }) => name.startsWith('sb-'))).toEqual([])
  await expect.poll(() => keptOnDevice(page)).toBe(0)

  // The other tab hears of it without a network.
  await expect(other.getByText('You are signed out here')).toBeVisible()
  await expect(other.getByText('4,321')).toHaveCount(0)

  await page.context().setOffline(false)
  await page.waitForURL('/')
  await page.goto('/credits')
  await page.waitForURL(/sign-in/)
})

test('signing out while only the app is away works, too, and going on is possible when it is back', async ({
  newPerson,
  openAs,
}) => {
  const page = await openAs(await newPerson({ credits: 5 }), '/account')
  await untilLive(page)
  await page.route('**/account', (route) => route.abort())
  await signOut(page)
  await expect(page.getByRole('heading', { name: 'You are signed out of this browser' })).toBeVisible()
  await page.getByRole('button', { name: 'Go to the start page' }).click()
  await page.waitForURL('/')
  await page.unroute('**/account')
  await page.goto('/account')
  await page.waitForURL(/sign-in/)
})

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account menu/ }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
}

/** Answers that this browser keeps for times without a network. */
async function keptOnDevice(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
    const counts = names.filter((name) => /last-known/.test(name)).map(countIn)
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)

    function countIn(name: string) {
      return new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const store = opening.result.objectStoreNames[0] ?? ''
          const counting = opening.result.transaction(store).objectStore(store).count()
          counting.onsuccess = () => resolve(counting.result)
          counting.onerror = () => reject(counting.error)
        }
      })
    }
  })
}
