import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import { shareOrder } from '../support/shopping.ts'
import { untilLive } from '../support/sync-status.ts'
import { ADDRESS, makeLink, orderBy, orderStatus } from './shop-steps.ts'

const STATUS = 'update public.orders set status = $2 where id = $1'

test('a status changed by SQL is on the page and in the list of its shopper, without a reload', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const shopper = await newPerson()
  const { orderId, product } = await orderBy(app.status, shopper, sql)
  const page = await openAs(shopper, `/orders/${orderId}`)
  await untilLive(page)
  const list = await page.context().newPage()
  await list.goto('/orders')
  await untilLive(list)
  await markReload(page, list)
  const row = list.getByRole('main').getByRole('listitem').filter({ hasText: product.name }).first()

  for (const [status, words] of [
    ['confirmed', 'Confirmed'],
    ['packed', 'Packed'],
    ['shipped', 'Shipped'],
    ['out_for_delivery', 'Out for delivery'],
  ] as const) {
    await sql(STATUS, [orderId, status])
    await expect(orderStatus(page)).toHaveText(words)
    await expect(page.locator('li[aria-current=step]')).toContainText(words)
    await expect(row).toContainText(words)
  }

  await sql(
    `update public.orders set location_lat = 16.705, location_lng = 74.243, location_label = 'Kolhapur hub',
       delivery_partner_name = 'Ravi K', delivery_partner_phone = '+91 98765 43210',
       eta = now() + interval '3 hours', note = 'Ring twice' where id = $1`,
    [orderId],
  )
  await expect(page.getByText(/Now at Kolhapur hub, about \d+ km to go/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Call Ravi K' })).toHaveAttribute('href', 'tel:+919876543210')
  await expect(page.getByText('Planned by the shop.')).toBeVisible()
  await expect(page.getByText('Ring twice', { exact: true })).toBeVisible()

  await sql(STATUS, [orderId, 'delivered'])
  await expect(orderStatus(page)).toHaveText('Delivered')
  // Cash was collected at the door.
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()
  expect(await wasReloaded(page, list)).toBe(false)
})

test('a shopper cancels after a question, and the piece is back on the shelf', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const shopper = await newPerson()
  const { orderId, product } = await orderBy(app.status, shopper, sql)
  const page = await openAs(shopper, `/orders/${orderId}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel this order?' })
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await expect(orderStatus(page)).toHaveText('Order placed')

  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await dialog.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(orderStatus(page)).toHaveText('Cancelled')
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeHidden()
  expect(await sql('select stock from public.products where id = $1', [product.id])).toEqual([{ stock: 10 }])
})

test('a packed order can be cancelled no more, and its page says so at once', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const shopper = await newPerson()
  const { orderId } = await orderBy(app.status, shopper, sql)
  const page = await openAs(shopper, `/orders/${orderId}`)
  await untilLive(page)
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible()
  await sql(STATUS, [orderId, 'confirmed'])
  await sql(STATUS, [orderId, 'packed'])
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeHidden()
})

test('a stranger gets no order of someone else', async ({ app, newPerson, openAs, sql }) => {
  const { orderId } = await orderBy(app.status, await newPerson(), sql)
  const stranger = await openAs(await newPerson(), '/orders')
  await stranger.goto(`/orders/${orderId}`)
  await expect(stranger.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  expect(await stranger.content()).not.toContain(ADDRESS.Address)
})

test('a link shows the order to whoever has it, live, without anything of the shopper, and ends when it is revoked', async ({
  app,
  newPerson,
  newBrowser,
  openAs,
  sql,
}) => {
  const person = await newPerson()
  const { orderId, product } = await orderBy(app.status, person, sql)
  const page = await openAs(person, `/orders/${orderId}`)
  const link = await makeLink(page)

  const bodies: string[] = []
  const visitor = await (await newBrowser()).newPage()
  visitor.on('response', (response) => {
    if (!response.url().includes('/_next/static/'))
      response.text().then(
        (body) => bodies.push(body),
        () => {},
      )
  })
  visitor.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => bodies.push(String(payload)))
  })
  await visitor.goto(link)
  await expect(orderStatus(visitor)).toHaveText('Order placed')
  await expect(visitor.getByText(product.name)).toBeVisible()
  await untilLive(visitor)

  await sql(STATUS, [orderId, 'confirmed'])
  await expect(orderStatus(visitor)).toHaveText('Confirmed')
  await sql(
    `update public.orders set location_lat = 16.705, location_lng = 74.243, location_label = 'Kolhapur hub',
       delivery_partner_name = 'Ravi K', delivery_partner_phone = '+91 98765 43210' where id = $1`,
    [orderId],
  )
  await expect(visitor.getByText(/Now at Kolhapur hub/)).toBeVisible()
  await expect(visitor.getByText('Ravi K', { exact: true })).toBeVisible()

  const seen = [await visitor.content(), ...bodies].join('\n')
  expect(bodies.length).toBeGreaterThan(3)
  const secrets = [
    ...Object.values(ADDRESS),
    '12345',
    person.email,
    person.id,
    person.displayName,
    '1,299',
    '129900',
  ]
  expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])

  await page.getByRole('button', { name: 'Revoke the link' }).click()
  await expect(visitor.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
  await expect(visitor.getByText(product.name)).toBeHidden()
  await visitor.reload()
  await expect(visitor.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
})

test('a shared order can be read before any script has run', async ({ app, newPerson, newBrowser, sql }) => {
  const shopper = await newPerson()
  const { orderId, product } = await orderBy(app.status, shopper, sql)
  await sql(STATUS, [orderId, 'confirmed'])
  const link = await shareOrder(app.status, shopper, orderId)
  const visitor = await (await newBrowser({ javaScriptEnabled: false })).newPage()
  await visitor.goto(link)
  await expect(orderStatus(visitor)).toHaveText('Confirmed')
  await expect(visitor.getByRole('img', { name: /From Bengaluru warehouse/ })).toBeVisible()
  await expect(visitor.getByText(product.name)).toBeVisible()
  await expect(visitor.locator('li[aria-current=step]')).toContainText('Confirmed')
})

/** A mark that a reload would wipe away. */
async function markReload(...pages: Page[]): Promise<void> {
  for (const page of pages) await page.evaluate(() => document.body.setAttribute('data-marked', ''))
}

async function wasReloaded(...pages: Page[]): Promise<boolean> {
  const marks = await Promise.all(pages.map((page) => page.locator('body[data-marked]').count()))
  return marks.includes(0)
}
