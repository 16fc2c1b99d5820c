import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext } from '@playwright/test'
import { clientAs } from '../../tests/support/api-clients.ts'
import type { RunningApp } from '../../tests/support/app.ts'
import { giveSession } from '../../tests/support/session.ts'

const APP = fileURLToPath(new URL('../../app', import.meta.url))

/** A page of the app, with an address and someone who may see it; `address` is null when no link leads to one. */
export type AppPage = { route: string; address: string | null; context: BrowserContext }

const demoAccount = (name: string) => ({ email: `${name}@rowcast.test`, password: 'rowcast-demo' })

/** The demo accounts, most rights first: what one of them can't see, another may. */
const SHOPPER = demoAccount('creator')
const ACCOUNTS = [demoAccount('admin'), demoAccount('teacher'), SHOPPER]

/** Every page of the app. A route with parameters is found by following the links of the others, or made. */
export async function allPages(app: RunningApp, browser: Browser): Promise<AppPage[]> {
  const routes = routesOf(APP)
  const visitor = await browser.newContext({ baseURL: app.url })
  const members = await Promise.all(
    ACCOUNTS.map(async (account) => {
      const context = await browser.newContext({ baseURL: app.url })
      await giveSession(context, app, account)
      return context
    }),
  )
  const found: AppPage[] = []
  for (const route of routes.filter((known) => !known.includes('['))) {
    const context = isForVisitors(route) ? visitor : await firstWhoSees(members, route)
    if (context) found.push({ route, address: route, context })
  }
  const links = [...(await linksOf(found)), ...(await linksInMails(app, visitor, members.at(-1) ?? visitor))]
  for (const route of routes.filter((known) => known.includes('['))) {
    const link = links.find(({ href }) => patternOf(route).test(href))
    found.push({ route, address: link?.href ?? null, context: link?.context ?? visitor })
  }
  return found.toSorted((a, b) => (a.route < b.route ? -1 : 1))
}

function routesOf(folder: string, path = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'page.tsx') return [path === '' ? '/' : path]
    if (!entry.isDirectory() || entry.name.startsWith('_') || entry.name === 'api') return []
    const isGroup = entry.name.startsWith('(')
    return routesOf(`${folder}/${entry.name}`, isGroup ? path : `${path}/${entry.name}`)
  })
}

function isForVisitors(route: string): boolean {
  return ['/', '/sign-in', '/sign-up', '/forgot-password'].includes(route)
}

async function firstWhoSees(members: BrowserContext[], route: string): Promise<BrowserContext | null> {
  for (const context of members) {
    const response = await context.request.get(route, { maxRedirects: 0 })
    if (response.status() === 200) return context
  }
  return null
}

async function linksOf(pages: AppPage[]): Promise<{ href: string; context: BrowserContext }[]> {
  const links: { href: string; context: BrowserContext }[] = []
  for (const { address, context } of pages) {
    if (address === null) continue
    const page = await context.newPage()
    await page.goto(address)
    const hrefs = await page
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    links.push(...hrefs.map((href) => ({ href, context })))
    await page.close()
  }
  return links
}

/** What no page links to for everyone: an order of the shopper's, a link to it, and the end of a mail. */
async function linksInMails(app: RunningApp, visitor: BrowserContext, shopper: BrowserContext) {
  const client = clientAs(app.status)
  const signedIn = await client.auth.signInWithPassword(SHOPPER)
  if (signedIn.error) throw signedIn.error
  const order = await client.from('orders').select('id').eq('status', 'shipped').limit(1).single()
  if (order.error) throw order.error
  const share = await client.rpc('share_order', { order_id: order.data.id })
  if (share.error) throw share.error
  return [
    { href: `/orders/${order.data.id}`, context: shopper },
    { href: `/track/${share.data.token}`, context: visitor },
    { href: `/unsubscribe/${randomUUID()}`, context: visitor },
  ]
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(/\[[^\]]+\]/g, '[^/?#]+')}$`)
}
