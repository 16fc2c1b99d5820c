import type { BrowserContext, Page } from '@playwright/test'
import { createServerClient } from '@supabase/ssr'
import { sessionCookieName } from '../../lib/supabase/cookie-name.ts'
import type { RunningApp } from './app.ts'

type App = Pick<RunningApp, 'url' | 'status'>
type Account = { email: string; password: string }

/** Opens `path` of the app in a browser that is signed in, without the detour over the form, and waits for its scripts. */
export async function openSignedIn(page: Page, app: App, account: Account, path: string): Promise<void> {
  await giveSession(page.context(), app, account)
  await page.goto(path)
  await untilHydrated(page)
}

/** Gives a browser a session of its own: the cookies that the app sets when its form has been sent. */
export async function giveSession(context: BrowserContext, app: App, account: Account): Promise<void> {
  const cookies = new Map<string, string>()
  const { auth } = createServerClient(app.status.api_url, app.status.publishable_key, {
    cookieOptions: { name: sessionCookieName(app.status.api_url) },
    cookies: {
      getAll: () => [],
      setAll: (written) => {
        for (const { name, value } of written) cookies.set(name, value)
      },
    },
  })
  const { error } = await auth.signInWithPassword(account)
  if (error) throw error
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: app.url })))
}

/** Waits until React has taken over what the server sent: before that a click is not heard. */
export async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const controls = [
      ...document.querySelectorAll(
        'main, main button, main input:not([type=hidden]), main select, header button',
      ),
    ]
    const isHeard = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps$'))
    return controls.length > 0 && controls.every(isHeard)
  })
}
