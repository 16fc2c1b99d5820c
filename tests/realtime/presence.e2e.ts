import type { Page } from '@playwright/test'
import { countSockets } from '../support/count-sockets.ts'
import { expect, test } from '../support/e2e.ts'
import { untilLive } from '../support/sync-status.ts'

test('administrators at the desk see each other', async ({ newPerson, openAs }) => {
  const [asha, ben] = [await newPerson({ role: 'admin' }), await newPerson({ role: 'admin' })]
  const first = await openAs(asha, '/admin/credits')
  const second = await openAs(ben, '/admin/credits')
  for (const page of [first, second]) {
    const here = page.getByRole('list', { name: 'Here now' })
    await expect(here).toContainText(asha.displayName)
    await expect(here).toContainText(ben.displayName)
  }
  await second.context().close()
  await expect(first.getByRole('list', { name: 'Here now' })).not.toContainText(ben.displayName, {
    timeout: 15_000,
  })
})

test('two tabs of one administrator are there once, over one socket, until the last one is closed', async ({
  newPerson,
  newBrowser,
  enterAs,
  openAs,
}) => {
  const [asha, ben] = [await newPerson({ role: 'admin' }), await newPerson({ role: 'admin' })]
  const watcher = await openAs(ben, '/admin/credits')
  const browser = await newBrowser()
  const sockets = countSockets(browser)
  const first = await browser.newPage()
  await enterAs(first, asha, '/admin/credits')
  await untilLive(first)
  const second = await browser.newPage()
  await second.goto('/admin/credits')
  await untilLive(second)
  const here = (page: Page) => page.getByRole('list', { name: 'Here now' })
  for (const page of [first, second, watcher]) {
    await expect(here(page)).toContainText(asha.displayName)
    await expect(here(page)).toContainText(ben.displayName)
  }
  expect(sockets()).toBe(1)
  await first.close()
  await untilLive(second)
  await expect(here(second)).toContainText(ben.displayName)
  await expect(here(watcher)).toContainText(asha.displayName)
  await second.close()
  await expect(here(watcher)).not.toContainText(asha.displayName)
})
