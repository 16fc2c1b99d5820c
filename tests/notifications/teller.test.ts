import { expect, test } from 'vitest'
import { browserClaims, type Claim } from '@/lib/notifications/claims'
import type { Inbox } from '@/lib/notifications/schema'
import { createTeller } from '@/lib/notifications/teller'
import { until } from '../support/until'
import { aNotification, anInbox, at } from './models'

/** What the tabs of one browser share. */
function aStorage(): () => Storage {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
  return () => storage as unknown as Storage
}

/** A tab: what it has told, and whether it is in sight. */
function openTab(claim: Claim, isVisible = true) {
  const told: string[] = []
  const tab = { isVisible, told }
  const teller = createTeller({
    claim,
    isVisible: () => tab.isVisible,
    show: ({ title }) => told.push(title),
  })
  return Object.assign(tab, teller, {
    look() {
      tab.isVisible = true
      teller.inSight()
    },
  })
}

const before = anInbox([aNotification({ createdAt: at(1) })])
const fresh = aNotification({ title: 'Fresh', createdAt: at(2) })
const after: Inbox = anInbox([fresh, ...before.notifications])

test('two tabs in sight tell of a notification once', async () => {
  const storage = aStorage()
  const tabs = [openTab(browserClaims(storage)), openTab(browserClaims(storage))]
  for (const tab of tabs) tab.changed(after, before, false)
  await until(() => tabs.some(({ told }) => told.length > 0))
  // A claim of its own comes after theirs.
  await browserClaims(storage)([])
  expect(tabs.flatMap(({ told }) => told)).toEqual(['Fresh'])
})

test('a tab out of sight leaves it to the one in sight', async () => {
  const storage = aStorage()
  const [hidden, seen] = [openTab(browserClaims(storage), false), openTab(browserClaims(storage))]
  hidden.changed(after, before, false)
  seen.changed(after, before, false)
  await until(() => seen.told.length > 0)
  hidden.look()
  await browserClaims(storage)([])
  expect([hidden.told, seen.told]).toEqual([[], ['Fresh']])
})

test('without a tab in sight the first that is looked at tells it', async () => {
  const storage = aStorage()
  const [first, second] = [openTab(browserClaims(storage), false), openTab(browserClaims(storage), false)]
  for (const tab of [first, second]) tab.changed(after, before, false)
  second.look()
  await until(() => second.told.length > 0)
  first.look()
  await browserClaims(storage)([])
  expect([first.told, second.told]).toEqual([[], ['Fresh']])
})

test('what was read before the tab was looked at is not told', async () => {
  const storage = aStorage()
  const tab = openTab(browserClaims(storage), false)
  tab.changed(after, before, false)
  const read = anInbox([{ ...fresh, readAt: at(3) }, ...before.notifications])
  tab.changed(read, after, false)
  tab.look()
  await browserClaims(storage)([])
  expect(tab.told).toEqual([])
})

test('many that came while nobody looked are told in one sentence', async () => {
  const tab = openTab(browserClaims(aStorage()), false)
  let inbox = before
  for (const minute of [2, 3, 4]) {
    const next = anInbox([aNotification({ createdAt: at(minute) }), ...inbox.notifications])
    tab.changed(next, inbox, false)
    inbox = next
  }
  tab.look()
  await until(() => tab.told.length > 0)
  expect(tab.told).toEqual(['3 notifications while you were away'])
})

test('a browser without storage tells it, too, and each tab once', async () => {
  const claim = browserClaims(() => {
    throw new DOMException('Denied', 'SecurityError')
  })
  const tab = openTab(claim)
  tab.changed(after, before, false)
  tab.changed(after, before, false)
  await claim([])
  expect(tab.told).toEqual(['Fresh'])
})
