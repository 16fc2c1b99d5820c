import type { Page } from '@playwright/test'
import { accessibilityFaultsInBothThemes, NO_FAULTS } from '../support/accessibility.ts'
import { expect, test, toast } from '../support/e2e.ts'
import { syncStatus, untilLive } from '../support/sync-status.ts'

const SEND = `insert into public.notifications (user_id, title, message, type, link)
  values ($1, $2, 'Something has happened.', 'info', $3)`

test('a notification by SQL is on the bell of every page, and told once in all tabs', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson({ credits: 10 })
  const credits = await openAs(person, '/credits')
  const account = await credits.context().newPage()
  await account.goto('/account')
  for (const page of [credits, account]) await untilLive(page)
  await expect(unread(credits)).toBeHidden()

  await sql(SEND, [person.id, 'Hello', '/account'])
  for (const page of [credits, account]) await expect(unread(page)).toHaveText('1')
  await expect.poll(async () => (await toasts(credits)) + (await toasts(account))).toBe(1)

  // Whatever came before it has been told by now.
  await sql(SEND, [person.id, 'Again', null])
  for (const page of [credits, account]) await expect(unread(page)).toHaveText('2')
  await expect.poll(async () => (await toasts(credits)) + (await toasts(account))).toBe(2)
})

test('a click in the panel marks it as read and leads there; a reload tells of nothing again', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson({ credits: 10 })
  await sql(SEND, [person.id, 'Your account', '/account'])
  const page = await openAs(person, '/credits')
  await untilLive(page)
  await expect(unread(page)).toHaveText('1')
  await openPanel(page)
  await page.getByRole('link', { name: /Your account/ }).click()
  await page.waitForURL('**/account')
  await expect(unread(page)).toBeHidden()
  await page.reload()
  await untilLive(page)
  await expect(toast(page)).toHaveCount(0)
})

test('the keyboard opens the panel, marks all as read and closes it', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson()
  for (const title of ['One', 'Two']) await sql(SEND, [person.id, title, null])
  const page = await openAs(person, '/account')
  await untilLive(page)
  await bell(page).focus()
  await page.keyboard.press('Enter')
  await expect(panel(page)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Mark all read' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(unread(page)).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toBeHidden()
  await expect(bell(page)).toBeFocused()
})

test('older pages are as live: what is read or deleted elsewhere follows', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson()
  await sql(
    `insert into public.notifications (user_id, title, message, created_at)
     select $1, 'Number ' || n, '', now() - make_interval(mins => 60 - n) from generate_series(1, 45) as n`,
    [person.id],
  )
  const page = await openAs(person, '/notifications')
  await untilLive(page)
  await expect(items(page)).toHaveCount(20)
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(items(page).first()).toContainText('Number 25')
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(items(page)).toHaveCount(5)
  await expect(page.getByRole('link', { name: 'Older' })).toBeHidden()

  await sql("delete from public.notifications where user_id = $1 and title = 'Number 3'", [person.id])
  await expect(items(page)).toHaveCount(4)
  await sql('update public.notifications set read_at = now() where user_id = $1', [person.id])
  await expect(items(page).filter({ hasText: 'Unread' })).toHaveCount(0)

  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(items(page).first()).toContainText('Number 45')
})

test('another person’s notification is neither counted nor told', async ({ newPerson, openAs, sql }) => {
  const [owner, other] = [await newPerson(), await newPerson()]
  const page = await openAs(other, '/notifications')
  await untilLive(page)
  await sql(SEND, [owner.id, 'Secret', null])
  await sql(SEND, [other.id, 'Mine', null])
  await expect(items(page)).toHaveText(/Mine/)
  await expect(unread(page)).toHaveText('1')
  await expect(page.getByText('Secret')).toHaveCount(0)
})

test('offline the inbox stays, says how old it is, and follows again', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson()
  await sql(SEND, [person.id, 'Before', null])
  const page = await openAs(person, '/notifications')
  await untilLive(page)
  await page.context().setOffline(true)
  await expect(syncStatus(page)).toContainText('Offline')
  await expect(page.getByRole('main').getByText('You are offline')).toBeVisible()
  await expect(items(page)).toHaveCount(1)
  await sql(SEND, [person.id, 'Meanwhile', null])
  await page.context().setOffline(false)
  await expect(items(page)).toHaveCount(2)
  await expect(unread(page)).toHaveText('2')
  await expect(toast(page)).toContainText('Meanwhile')
})

test('an administrator writes to someone, whose bell rings at once', async ({ newPerson, openAs }) => {
  const [admin, member] = [await newPerson({ role: 'admin' }), await newPerson()]
  const theirs = await openAs(member, '/account')
  await untilLive(theirs)
  const page = await openAs(admin, `/admin/users?q=${member.email}`)
  await untilLive(page)
  await page.getByRole('button', { name: `Send ${member.displayName} a notification` }).click()
  const form = page.getByRole('form', { name: 'Notification' })
  await form.getByLabel('Title').fill('Welcome')
  await form.getByLabel('Link').fill('https://elsewhere.example')
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form.getByText('A link is a path of this app, such as /plans.')).toBeVisible()
  await form.getByLabel('Link').fill('/notifications')
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form).toBeHidden()

  await expect(unread(theirs)).toHaveText('1')
  await toast(theirs).getByRole('button', { name: 'Open' }).click()
  await theirs.waitForURL('**/notifications')
  await expect(items(theirs)).toHaveCount(1)
  await expect(items(theirs)).toContainText('Welcome')
})

test('the open panel has no accessibility fault in either theme', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson()
  for (const link of ['/account', null]) await sql(SEND, [person.id, 'Hello', link])
  const page = await openAs(person, '/account')
  await untilLive(page)
  await openPanel(page)
  expect(await accessibilityFaultsInBothThemes(page)).toEqual(NO_FAULTS)
})

function bell(page: Page) {
  return page.getByRole('button', { name: /^Notifications/ })
}

function panel(page: Page) {
  return page.getByRole('dialog', { name: 'Notifications' })
}

function unread(page: Page) {
  return page.getByTestId('unread')
}

function items(page: Page) {
  return page.getByTestId('inbox').getByRole('listitem')
}

function toasts(page: Page): Promise<number> {
  return toast(page).count()
}

async function openPanel(page: Page): Promise<void> {
  await bell(page).click()
  await expect(panel(page)).toBeVisible()
}
