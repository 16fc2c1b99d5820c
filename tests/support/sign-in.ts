import type { Page } from '@playwright/test'

type Account = { email: string; password: string }

/** Signs in with the form and waits for the page that comes after it: `next`, a path of the app. */
export async function signIn(page: Page, account: Account, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname + url.search === next)
}
