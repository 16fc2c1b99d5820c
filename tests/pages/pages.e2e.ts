import type { Page } from '@playwright/test'
import {
  accessibilityFaultsInBothThemes,
  NO_FAULTS,
  PHONE,
  tooSmallTargets,
} from '../support/accessibility.ts'
import { expect, test } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { untilLive } from '../support/sync-status.ts'

type Visitor = 'nobody' | 'member' | 'admin'

const DEMO_PLAN = '/plans/00000000-0000-4000-8200-000000000001'

/** On its way, with a place and a partner. */
const DEMO_ORDER = '00000000-0000-4000-8500-000000000033'

/** Every page, and who looks at it. */
const PAGES: { path: string; visitor: Visitor; isLive?: boolean }[] = [
  { path: '/', visitor: 'nobody' },
  { path: '/sign-in', visitor: 'nobody' },
  { path: '/sign-up', visitor: 'nobody' },
  { path: '/forgot-password', visitor: 'nobody' },
  { path: '/nowhere', visitor: 'nobody' },
  { path: '/credits', visitor: 'member', isLive: true },
  { path: '/plans', visitor: 'nobody', isLive: true },
  { path: '/plans', visitor: 'member', isLive: true },
  { path: DEMO_PLAN, visitor: 'nobody', isLive: true },
  { path: DEMO_PLAN, visitor: 'member', isLive: true },
  { path: '/plans/mine', visitor: 'member', isLive: true },
  { path: '/shop', visitor: 'nobody', isLive: true },
  { path: '/shop', visitor: 'member', isLive: true },
  { path: '/shop/wall-clock', visitor: 'nobody', isLive: true },
  { path: '/cart', visitor: 'nobody', isLive: true },
  { path: '/checkout', visitor: 'member', isLive: true },
  { path: '/orders', visitor: 'member', isLive: true },
  { path: '/track/0123456789012345678901234567890123456789', visitor: 'nobody' },
  { path: '/account', visitor: 'member' },
  { path: '/account', visitor: 'admin' },
  { path: '/notifications', visitor: 'member', isLive: true },
  { path: '/admin', visitor: 'member' },
  { path: '/admin', visitor: 'admin', isLive: true },
  { path: '/admin/credits', visitor: 'admin', isLive: true },
  { path: '/admin/plans', visitor: 'admin', isLive: true },
  { path: '/admin/plans/new', visitor: 'admin', isLive: true },
  { path: '/admin/plans/import', visitor: 'admin', isLive: true },
  { path: `/admin${DEMO_PLAN}`, visitor: 'admin', isLive: true },
  { path: '/admin/orders', visitor: 'admin', isLive: true },
  { path: `/admin/orders?order=${DEMO_ORDER}`, visitor: 'admin', isLive: true },
  { path: '/admin/analytics', visitor: 'admin', isLive: true },
  // Not the hundreds of people whom other tests have made: what is wrong with one row is wrong with all.
  { path: '/admin/users?q=rowcast.test', visitor: 'admin', isLive: true },
  { path: '/admin/notices', visitor: 'admin', isLive: true },
  { path: '/unsubscribe/0f5cbb4e-8c0e-4a76-a10d-9a3a5ab6d5c1', visitor: 'nobody' },
]

for (const { path, visitor, isLive = false } of PAGES) {
  test(`${path} for ${visitor} has no accessibility fault in either theme`, async ({
    newBrowser,
    newPerson,
    openAs,
  }) => {
    const options = { reducedMotion: 'reduce' } as const
    const page = await open({ newBrowser, newPerson, openAs }, visitor, path, options)
    if (isLive) await untilLive(page)
    expect(await accessibilityFaultsInBothThemes(page)).toEqual(NO_FAULTS)
  })

  test(`${path} for ${visitor} fits a phone`, async ({ newBrowser, newPerson, openAs }) => {
    const page = await open({ newBrowser, newPerson, openAs }, visitor, path, PHONE)
    if (isLive) await untilLive(page)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(PHONE.viewport.width)
    expect(await tooSmallTargets(page)).toEqual([])
  })
}

test('a page logs no error and asks nobody but the app and its backend', async ({
  app,
  newPerson,
  openAs,
}) => {
  const errors: string[] = []
  const strangers = new Set<string>()
  const page = await openAs(await newPerson({ credits: 10 }), '/account')
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    const known = [app.url, new URL(app.status.api_url).origin]
    if (protocol.startsWith('http') && !known.includes(origin)) strangers.add(origin)
  })
  await page.goto('/credits')
  await untilLive(page)
  expect(errors).toEqual([])
  expect([...strangers]).toEqual([])
})

type Fixtures = {
  newBrowser: (options: object) => Promise<{ newPage(): Promise<Page> }>
  newPerson: (options: { credits: number; role?: 'admin' }) => Promise<Person>
  openAs: (person: Person, path: string, options: object) => Promise<Page>
}

async function open(fixtures: Fixtures, visitor: Visitor, path: string, options: object): Promise<Page> {
  if (visitor !== 'nobody') {
    const person = await fixtures.newPerson({
      credits: 40,
      ...(visitor === 'admin' ? { role: visitor } : {}),
    })
    return fixtures.openAs(person, path, options)
  }
  const page = await (await fixtures.newBrowser(options)).newPage()
  await page.goto(path)
  return page
}
