import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'

test('the mails are turned off on the account page, and every open tab follows', async ({
  newPerson,
  openAs,
}) => {
  const person = await newPerson()
  const first = await openAs(person, '/account')
  const second = await first.context().newPage()
  await second.goto('/account')
  const [here, there] = [emailSwitch(first), emailSwitch(second)]
  await expect(here).toBeChecked()
  await here.press('Space')
  await expect(there).not.toBeChecked()
  await expect(here).not.toBeChecked()
})

test('the link of a mail asks first, and works without script', async ({ newPerson, newBrowser, sql }) => {
  const token = await tokenOf(sql, (await newPerson()).id)
  const page = await (await newBrowser({ javaScriptEnabled: false })).newPage()
  await page.goto(`/unsubscribe/${token}`)
  expect(await wantsMails(sql, token)).toBe(true)
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  await expect(page.getByText('No more mails about orders')).toBeVisible()
  expect(await wantsMails(sql, token)).toBe(false)
})

test('a link that belongs to nobody says so', async ({ page }) => {
  await page.goto(`/unsubscribe/${randomUUID()}`)
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  await expect(page.getByText('does not belong to anyone')).toBeVisible()
})

test('the button of a mail program ends the mails by one request', async ({ newPerson, request, sql }) => {
  const token = await tokenOf(sql, (await newPerson()).id)
  const url = `/api/notices/unsubscribe?token=${token}`
  const shown = await request.get(url, { maxRedirects: 0 })
  expect(shown.headers().location).toContain(`/unsubscribe/${token}`)
  expect(await wantsMails(sql, token)).toBe(true)
  expect((await request.post(url, { form: { 'List-Unsubscribe': 'One-Click' } })).status()).toBe(204)
  expect(await wantsMails(sql, token)).toBe(false)
  expect((await request.post('/api/notices/unsubscribe?token=x')).status()).toBe(400)
  expect((await request.post(`/api/notices/unsubscribe?token=${randomUUID()}`)).status()).toBe(404)
})

test('an administrator turns pushes on in this browser, and off again', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const page = await openAs(admin, '/account')
  await page.context().grantPermissions(['notifications'])
  const endpoint = `https://push.example.com/${admin.id}`
  await usePushServiceOfOurs(page, endpoint)
  const device = page.getByRole('switch', { name: 'New orders in this browser' })
  await device.press('Space')
  await expect(device).toBeChecked()
  const list = page.getByRole('list', { name: 'Browsers that are told of new orders' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  const rows = await sql(
    'select endpoint from public.push_subscriptions where user_id = $1 and removed_at is null',
    [admin.id],
  )
  expect(rows).toEqual([{ endpoint }])

  await device.press('Space')
  await expect(list).toHaveCount(0)
  await expect(device).not.toBeChecked()
})

test('a member is offered no pushes of orders', async ({ newPerson, openAs }) => {
  const page = await openAs(await newPerson(), '/account')
  await expect(emailSwitch(page)).toBeVisible()
  await expect(page.getByRole('switch', { name: 'New orders in this browser' })).toHaveCount(0)
})

test('a push is shown by the service worker', async ({ newPerson, openAs }) => {
  const page = await openAs(await newPerson({ role: 'admin' }), '/account')
  await page.context().grantPermissions(['notifications'])
  const devtools = await page.context().newCDPSession(page)
  const registrations: { registrationId: string }[] = []
  devtools.on('ServiceWorker.workerRegistrationUpdated', (event) =>
    registrations.push(...event.registrations),
  )
  await devtools.send('ServiceWorker.enable')
  const started = page.context().waitForEvent('serviceworker')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/push-worker.js')
    await navigator.serviceWorker.ready
  })
  const worker = await started
  // A headless browser has no place to show a notice: what is given to it is kept instead.
  await worker.evaluate(() => {
    const shown: unknown[] = []
    Object.assign(globalThis, { shown })
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration }
    registration.showNotification = async (title, options) => void shown.push({ title, ...options })
  })
  await expect.poll(() => registrations.length).toBeGreaterThan(0)
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: new URL(page.url()).origin,
    registrationId: registrations[0]?.registrationId ?? '',
    data: JSON.stringify({
      title: 'New order RC-1',
      body: '2 × A mug',
      tag: 't',
      url: '/admin/orders?order=1',
    }),
  })
  const shown = () => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown)
  await expect.poll(shown).toEqual([
    expect.objectContaining({
      title: 'New order RC-1',
      body: '2 × A mug',
      tag: 't',
      data: { url: '/admin/orders?order=1' },
    }),
  ])
})

test('administrators see what waits and what has failed, live, and send it again', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson()
  const page = await openAs(await newPerson({ role: 'admin' }), '/admin/notices')
  const subject = `Order ${randomUUID()} is packed`
  await sql(
    `insert into public.notices (channel, kind, user_id, stream, dedupe_key, data)
     values ('email', 'test', $1, $2, $2, jsonb_build_object('subject', $3::text))`,
    [person.id, randomUUID(), subject],
  )
  const row = page.getByRole('row').filter({ hasText: subject })
  await expect(row.getByText('Waiting')).toBeVisible()
  await sql(
    `update public.notices set state = 'failed', settled_at = now(), attempts = 6, last_error = 'No such mailbox'
     where data ->> 'subject' = $1`,
    [subject],
  )
  await expect(row.getByText('No such mailbox')).toBeVisible()
  await row.getByRole('button', { name: 'Send again' }).click()
  await expect(row.getByText('Waiting')).toBeVisible()
})

function emailSwitch(page: Page) {
  return page.getByRole('switch', { name: 'E-mails about your orders' })
}

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

async function tokenOf(sql: Sql, userId: string): Promise<string> {
  const [row] = await sql(
    'insert into public.notice_preferences (user_id) values ($1) returning unsubscribe_token',
    [userId],
  )
  return String(row?.unsubscribe_token)
}

async function wantsMails(sql: Sql, token: string): Promise<unknown> {
  const [row] = await sql('select order_emails from public.notice_preferences where unsubscribe_token = $1', [
    token,
  ])
  return row?.order_emails
}

/** The far end of a subscription is a push service outside of this machine: here it is an object in the page. */
async function usePushServiceOfOurs(page: Page, endpoint: string): Promise<void> {
  await page.evaluate((address) => {
    let current: object | null = null
    const subscription = {
      endpoint: address,
      toJSON() {
        return { endpoint: this.endpoint, keys: { p256dh: 'k'.repeat(87), auth: 'a'.repeat(22) } }
      },
      async unsubscribe() {
        current = null
        return true
      },
    }
    Object.assign(PushManager.prototype, {
      async subscribe() {
        current = subscription
        return subscription
      },
      async getSubscription() {
        return current
      },
    })
  }, endpoint)
}
