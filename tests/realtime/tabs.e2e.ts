import type { BrowserContext, Page } from '@playwright/test'
import { countSockets } from '../support/count-sockets.ts'
import { balance, expect, test } from '../support/e2e.ts'
import { syncStatus, untilLive } from '../support/sync-status.ts'

const ADD = "update public.user_credits set credits = credits + $2 where user_id = $1 and status = 'active'"

test('three tabs share one socket, and go on when the one that holds it is closed or frozen', async ({
  newPerson,
  newBrowser,
  enterAs,
  sql,
}) => {
  test.slow()
  const person = await newPerson({ credits: 10 })
  const context = await newBrowser()
  const sockets = countSockets(context)
  const first = await context.newPage()
  await enterAs(first, person, '/credits')
  await untilLive(first)
  const [second, third] = [await openCredits(context), await openCredits(context)]
  expect(sockets()).toBe(1)
  await expectInSync(first, 3)

  await sql(ADD, [person.id, 5])
  for (const page of [first, second, third]) await expect(balance(page)).toHaveText('15')

  await first.close()
  await sql(ADD, [person.id, 1])
  for (const page of [second, third]) {
    await expect(balance(page)).toHaveText('16')
    await untilLive(page)
  }
  expect(sockets()).toBe(2)
  await expectInSync(second, 2)
  await sql(ADD, [person.id, 1])
  for (const page of [second, third]) await expect(balance(page)).toHaveText('17')

  const [frozen, awake] = (await isLeader(second)) ? [second, third] : [third, second]
  const devtools = await context.newCDPSession(frozen)
  await devtools.send('Debugger.enable')
  await devtools.send('Debugger.pause')
  // It stops at its next script: the answer to a ping.
  await sql(ADD, [person.id, 1])
  await expect(balance(awake)).toHaveText('18')
  await untilLive(awake)
  await devtools.send('Debugger.disable')
  await expect(balance(frozen)).toHaveText('18')
  await untilLive(frozen)
})

test('without locks each tab has a socket of its own', async ({ newPerson, newBrowser, enterAs, sql }) => {
  const person = await newPerson({ credits: 10 })
  const context = await newBrowser()
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'))
  const sockets = countSockets(context)
  const first = await context.newPage()
  await enterAs(first, person, '/credits')
  await untilLive(first)
  const second = await openCredits(context)
  expect(sockets()).toBe(2)
  await sql(ADD, [person.id, 5])
  for (const page of [first, second]) await expect(balance(page)).toHaveText('15')
})

async function openCredits(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/credits')
  await untilLive(page)
  return page
}

async function expectInSync(page: Page, tabs: number): Promise<void> {
  await syncStatus(page).click()
  await expect(page.locator('#sync-panel')).toContainText(`In sync in${tabs} tabs`)
  await page.keyboard.press('Escape')
}

/** A page knows of no other's locks, but the browser does. */
async function isLeader(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query()
    const own = await new Promise<string | undefined>((resolve) => {
      void navigator.locks.request(`probe-${Math.random()}`, async (lock) => {
        const all = (await navigator.locks.query()).held ?? []
        resolve(all.find(({ name }) => name === lock?.name)?.clientId)
      })
    })
    return held.some(({ name, clientId }) => name?.endsWith(':leader') && clientId === own)
  })
}
