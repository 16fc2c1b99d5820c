import type { Page, WebSocketRoute } from '@playwright/test'
import { balance, expect, test } from '../support/e2e.ts'
import { syncStatus, untilLive } from '../support/sync-status.ts'

const ADD = "update public.user_credits set credits = credits + $2 where user_id = $1 and status = 'active'"

test('a change made while the network is down is on screen once it is back', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson({ credits: 10 })
  const page = await openAs(person, '/credits')
  await untilLive(page)

  await page.context().setOffline(true)
  await expect(syncStatus(page)).toContainText('Offline')
  await sql(ADD, [person.id, 5])
  await expect(balance(page)).toHaveText('10')

  await page.context().setOffline(false)
  await expect(balance(page)).toHaveText('15')
  await untilLive(page)
  await sql(ADD, [person.id, 1])
  await expect(balance(page)).toHaveText('16')
})

test('while the socket is down the page polls, and it goes live again by itself', async ({
  newPerson,
  newBrowser,
  enterAs,
  sql,
}) => {
  const person = await newPerson({ credits: 10 })
  const page = await (await newBrowser()).newPage()
  const wire = await interceptSockets(page)
  await enterAs(page, person, '/credits')
  await untilLive(page)

  await wire.cut()
  await expect(syncStatus(page)).toContainText('Polling')
  await sql(ADD, [person.id, 5])
  await expect(balance(page)).toHaveText('15')

  wire.mend()
  await untilLive(page)
  await sql(ADD, [person.id, 1])
  await expect(balance(page)).toHaveText('16')
})

test('a change made while the laptop slept is on screen after the first look', async ({
  newPerson,
  newBrowser,
  enterAs,
  sql,
}) => {
  const person = await newPerson({ credits: 10 })
  const page = await (await newBrowser()).newPage()
  const wire = await interceptSockets(page)
  await enterAs(page, person, '/credits')
  await untilLive(page)

  await setVisibility(page, 'hidden')
  await wire.cut()
  await sql(ADD, [person.id, 7])
  wire.mend()
  await setVisibility(page, 'visible')
  await expect(balance(page)).toHaveText('17')
  await untilLive(page)
})

test('twenty visits to a page leave one socket, and one channel for each watch', async ({
  newPerson,
  newBrowser,
  enterAs,
}) => {
  const person = await newPerson({ credits: 10 })
  const page = await (await newBrowser()).newPage()
  const channels = watchChannels(page)
  await enterAs(page, person, '/credits')
  await untilLive(page)
  for (let visit = 0; visit < 10; visit++) {
    await page.getByRole('button', { name: /^Account menu/ }).click()
    await page.getByRole('link', { name: 'Account', exact: true }).click()
    await expect(page).toHaveURL('/account')
    await page.goBack()
    await expect(page).toHaveURL('/credits')
  }
  await untilLive(page)
  expect(channels.sockets).toBe(1)
  // However long each visit took: never two channels of one watch, and only those of the page and of the bell are left.
  expect(channels.doubled).toEqual([])
  await expect
    .poll(() => [...channels.open].toSorted())
    .toEqual([
      `credit_transactions:user_id=eq.${person.id}`,
      `notifications:user_id=eq.${person.id}`,
      `user_credits:user_id=eq.${person.id}`,
    ])
})

/** The channels that a page has joined and not left, by what they watch. */
function watchChannels(page: Page) {
  const channels = { sockets: 0, open: new Set<string>(), doubled: [] as string[] }
  page.on('websocket', (socket) => {
    channels.sockets += 1
    socket.on('framesent', ({ payload }) => {
      const [, , topic, event] = JSON.parse(String(payload)) as [string, string, string, string]
      const watched = /^realtime:live:(.+):\d+$/.exec(topic)?.[1]
      if (watched === undefined) return
      if (event === 'phx_join' && channels.open.has(watched)) channels.doubled.push(watched)
      if (event === 'phx_join') channels.open.add(watched)
      if (event === 'phx_leave') channels.open.delete(watched)
    })
  })
  return channels
}

type Wire = { cut: () => Promise<void>; mend: () => void }

/** Stands between the page and Realtime: passes everything on, until it is cut. */
async function interceptSockets(page: Page): Promise<Wire> {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/\/realtime\/v1\/websocket/, (socket) => {
    if (isCut) return void socket.close({ code: 1011, reason: 'cut' })
    socket.connectToServer()
    open.add(socket)
  })
  return {
    cut: async () => {
      isCut = true
      await Promise.all([...open].map((socket) => socket.close({ code: 1011, reason: 'cut' })))
      open.clear()
    },
    mend: () => {
      isCut = false
    },
  }
}

/** Chromium reports a headless page as visible always, so the page is told otherwise. */
async function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value })
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value === 'hidden' })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}
