import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { balance, expect, test } from '../support/e2e.ts'
import { signIn } from '../support/sign-in.ts'
import { untilLive } from '../support/sync-status.ts'
import { until } from '../support/until.ts'

test('a newcomer signs up, has no credits, buys a pack and has some', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill('Nora Newcomer')
  await page.getByLabel('E-mail').fill(`${randomUUID()}@example.test`)
  await page.getByLabel('Password').fill('a-long-password')
  await page.getByRole('button', { name: 'Create account' }).click()

  await page.getByRole('link', { name: 'Credits' }).first().click()
  await untilLive(page)
  await expect(balance(page)).toHaveText('0')

  await page.getByRole('button', { name: /^Buy / }).first().click()
  await page.getByRole('button', { name: /^Pay .*\(test\)/ }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(balance(page)).not.toHaveText('0')
})

test('a wrong password is refused in words, and nothing is lost of what was typed', async ({
  page,
  newPerson,
}) => {
  const person = await newPerson()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'password is wrong' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(person.email)
})

test('a page for members sends a visitor to the sign-in page and back', async ({ page, newPerson }) => {
  const person = await newPerson()
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in?next=%2Faccount')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/account')
})

test('the pages of administration are closed to members', async ({ newPerson, openAs }) => {
  const page = await openAs(await newPerson(), '/credits')
  for (const path of ['/admin', '/admin/credits', '/admin/users']) {
    const response = await page.goto(path)
    expect(response?.status()).toBe(403)
  }
})

test('signing out closes the pages, in the other tabs too', async ({ newPerson, openAs }) => {
  const page = await openAs(await newPerson({ credits: 5 }), '/credits')
  const otherTab = await page.context().newPage()
  await otherTab.goto('/credits')
  await untilLive(otherTab)

  await page.getByRole('button', { name: /^Account menu/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await page.goto('/credits')
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(balance(otherTab)).toBeHidden()
})

test('a forgotten password is replaced through the mailbox', async ({ app, page, newPerson }) => {
  const person = await newPerson()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot it?' }).click()
  await expect(page).toHaveURL('/forgot-password')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('Check your inbox')).toBeVisible()

  await page.goto(await linkInMailTo(app.status.api_url, person.email))
  await expect(page).toHaveURL(/reset-password/)
  const password = `new-${randomUUID()}`
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(page).not.toHaveURL(/reset-password/)

  await signOut(page)
  await signIn(page, { email: person.email, password }, '/credits')
})

test('an address without an account gets the same answer as one with', async ({ page }) => {
  await page.goto('/forgot-password')
  await page.getByLabel('E-mail').fill(`${randomUUID()}@example.test`)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('Check your inbox')).toBeVisible()
})

test('a demo account signs in with one click', async ({ page }) => {
  await page.goto('/sign-in?next=/credits')
  await page.getByRole('button', { name: /Mira Creator/ }).click()
  await expect(page).toHaveURL('/credits')
  await untilLive(page)
})

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account menu/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
}

async function linkInMailTo(apiUrl: string, address: string): Promise<string> {
  const mail = await until(async () => (await mailsTo(apiUrl, address))[0], { what: `a mail to ${address}` })
  return mail.link
}

async function mailsTo(apiUrl: string, address: string): Promise<{ link: string }[]> {
  const response = await fetch(`${apiUrl}/mailbox/messages?to=${encodeURIComponent(address)}`)
  return (await response.json()) as { link: string }[]
}
