import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test, toast } from '../support/e2e.ts'
import { offerProduct, placeOrder } from '../support/shopping.ts'
import { ALL_ROWS_IN_SIGHT, editInStudio } from '../support/studio.ts'
import { untilLive } from '../support/sync-status.ts'

test('an order is on every admin’s screen at once, and a status set by one shows at the other', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const [shopper, asha, ben] = [
    await newPerson(),
    await newPerson({ role: 'admin' }),
    await newPerson({ role: 'admin' }),
  ]
  const [first, second] = [await openAs(asha, '/admin/orders'), await openAs(ben, '/admin/orders')]
  for (const page of [first, second]) await untilLive(page)

  const order = await placeOrder(app.status, shopper, await offerProduct(sql))
  for (const page of [first, second]) {
    await expect(rowOf(page, order.order_number)).toContainText('Placed')
    await expect(toast(page).filter({ hasText: /new order/i })).toBeVisible()
  }

  await rowOf(first, order.order_number).click()
  await expect(drawer(first)).toContainText(order.order_number)
  await drawer(first).getByRole('button', { name: 'Confirm' }).click()
  await expect(rowOf(second, order.order_number)).toContainText('Confirmed')
  await expect(drawer(first).getByRole('button', { name: 'Mark as packed' })).toBeVisible()
  await expect(drawer(first).getByTestId('order-history')).toContainText(asha.displayName)
})

test('a status set by SQL and by Studio is on the desk and in its open drawer', async ({
  app,
  newBrowser,
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const order = await placeOrder(app.status, await newPerson(), await offerProduct(sql))
  const page = await openAs(admin, `/admin/orders?search=${order.order_number}&order=${order.id}`)
  await untilLive(page)
  await expect(drawer(page).getByRole('button', { name: 'Confirm' })).toBeVisible()

  await sql("update public.orders set status = 'confirmed' where id = $1", [order.id])
  await expect(rowOf(page, order.order_number)).toContainText('Confirmed')
  await expect(drawer(page).getByTestId('order-history')).toContainText('SQL or the dashboard')
  await expect(drawer(page).getByRole('button', { name: 'Mark as packed' })).toBeVisible()

  const studio = await (await newBrowser({ viewport: ALL_ROWS_IN_SIGHT })).newPage()
  const cell = { table: 'orders', row: order.id, from: 'confirmed', to: 'packed' }
  await editInStudio(studio, { url: app.status.studio_url, ...cell })
  await expect(rowOf(page, order.order_number)).toContainText('Packed')
})

test('two admins on one order see each other, and neither overwrites the other', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const [asha, ben] = [await newPerson({ role: 'admin' }), await newPerson({ role: 'admin' })]
  const order = await placeOrder(app.status, await newPerson(), await offerProduct(sql))
  const path = `/admin/orders?search=${order.order_number}&order=${order.id}`
  const [first, second] = [await openAs(asha, path), await openAs(ben, path)]
  await expect(drawer(first)).toContainText(`${ben.displayName} has this order open, too`)
  await expect(drawer(second)).toContainText(`${asha.displayName} has this order open, too`)

  await drawer(first).getByLabel('Note to the shopper').fill('From the first')
  await drawer(second).getByLabel('Note to the shopper').fill('From the second')
  await drawer(second).getByLabel('Delivery partner').fill('Ravi Rider')
  await drawer(second).getByRole('button', { name: 'Save' }).click()

  const form = drawer(first)
  await expect(form).toContainText(`${ben.displayName} saved this meanwhile`)
  await expect(form.getByLabel('Delivery partner')).toHaveValue('Ravi Rider')
  await expect(form.getByLabel('Note to the shopper')).toHaveValue('From the first')
  await form.getByRole('radio', { name: /Yours/ }).check()
  await form.getByRole('button', { name: 'Save' }).click()

  await expect(drawer(second).getByLabel('Note to the shopper')).toHaveValue('From the first')
  const [row] = await sql('select note, delivery_partner_name, version from public.orders where id = $1', [
    order.id,
  ])
  expect(row).toEqual({ note: 'From the first', delivery_partner_name: 'Ravi Rider', version: 3 })
})

test('a place from the map and a partner are saved and are in the history', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const order = await placeOrder(app.status, await newPerson(), await offerProduct(sql))
  const page = await openAs(admin, `/admin/orders?order=${order.id}`)
  await untilLive(page)
  const map = drawer(page).getByRole('button', { name: /Set the place on the map/ })
  await map.click({ position: { x: 120, y: 90 } })
  await expect(drawer(page).getByLabel('Name of the place')).toHaveValue(/^Near /)
  await drawer(page).getByLabel('Partner’s phone').fill('+91 98450 99999')
  await drawer(page).getByLabel('Arrives').fill(localIn(2))
  await drawer(page).getByRole('button', { name: 'Save' }).click()

  const history = drawer(page).getByTestId('order-history')
  await expect(history).toContainText('Location: Near')
  await expect(history).toContainText('Delivery partner: +91 98450 99999')
  await expect(history).toContainText('Arrives')
  const [row] = await sql('select location_lat, location_lng, eta from public.orders where id = $1', [
    order.id,
  ])
  expect(Number(row?.location_lat)).toBeGreaterThan(0)
  expect(row?.eta).toBeInstanceOf(Date)
})

test('many orders change at once: what cannot be done is refused with the reason', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const [shopper, product] = [await newPerson(), await offerProduct(sql)]
  const city = `City ${shopper.id.slice(0, 8)}`
  const orders = []
  for (let count = 0; count < 6; count++) {
    orders.push(await placeOrder(app.status, shopper, product, { city }))
  }
  await sql("update public.orders set status = 'cancelled' where id = $1", [orders[2]?.id])

  const page = await openAs(admin, `/admin/orders?search=${encodeURIComponent(city)}`)
  await untilLive(page)
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check()
  const bar = page.getByRole('region', { name: 'Chosen orders' })
  await expect(bar).toContainText('6 orders chosen')
  await bar.getByLabel('New status').selectOption('confirmed')
  await bar.getByRole('button', { name: 'Apply' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Change 6 orders' }).click()

  await expect(dialog).toContainText('5 changed, 1 refused.')
  await expect(dialog.getByRole('listitem').first()).toContainText(orders[2]?.order_number ?? '')
  await expect(dialog.getByRole('listitem').first()).toContainText('cannot become confirmed')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByTestId('count-confirmed')).toHaveText('5')
  await expect(bar).toContainText('1 order chosen')
})

test('all that is found is saved as a file that runs nothing', async ({ app, newPerson, openAs, sql }) => {
  const admin = await newPerson({ role: 'admin' })
  const [shopper, product] = [await newPerson(), await offerProduct(sql, { price: 49_950 })]
  const city = `Town ${shopper.id.slice(0, 8)}`
  await placeOrder(app.status, shopper, product, { city, name: '=1+1' })
  await placeOrder(app.status, shopper, product, { city, name: 'Ångström, "Nils"' })

  const page = await openAs(admin, `/admin/orders?search=${encodeURIComponent(city)}`)
  await untilLive(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  const [header, ...lines] = text.trim().split('\r\n')
  expect(header).toContain('Order,Placed at,Status')
  expect(lines).toHaveLength(2)
  expect(text).toContain(`"'=1+1"`)
  expect(text).toContain('"Ångström, ""Nils"""')
  expect(text).toContain('499.5,INR')
})

test('the analytics move with every order', async ({ app, newPerson, openAs, sql }) => {
  const admin = await newPerson({ role: 'admin' })
  const [shopper, product] = [await newPerson(), await offerProduct(sql)]
  await placeOrder(app.status, shopper, product)
  const page = await openAs(admin, '/admin/analytics')
  await untilLive(page)
  const slider = page.getByRole('slider', { name: 'Day' })
  const before = await ordersOf(slider.getAttribute('aria-valuetext'))
  await placeOrder(app.status, shopper, product)
  await expect.poll(async () => ordersOf(slider.getAttribute('aria-valuetext'))).toBeGreaterThan(before)
})

test('on a phone an order takes the place of the list, and gives it back where one was', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const [shopper, product] = [await newPerson(), await offerProduct(sql)]
  const city = `Phone ${shopper.id.slice(-8)}`
  for (let count = 0; count < 12; count++) await placeOrder(app.status, shopper, product, { city })
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
  const page = await openAs(admin, `/admin/orders?search=${encodeURIComponent(city)}`, phone)
  await untilLive(page)
  const last = page.getByRole('grid', { name: 'Orders' }).getByRole('row').last()
  await last.getByRole('link').tap()
  await expect(page.getByRole('grid')).toBeHidden()
  await expect(drawer(page).getByRole('heading', { level: 2 })).toBeInViewport()
  await drawer(page).getByRole('button', { name: 'Close' }).tap()
  await expect(last).toBeInViewport()
  await expect(last).toBeFocused()
})

test('someone who is no admin sees none of it', async ({ newPerson, openAs }) => {
  const page = await openAs(await newPerson(), '/admin/orders')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Orders')
  await expect(page.getByRole('grid')).toHaveCount(0)
})

function rowOf(page: Page, orderNumber: string) {
  return page.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: orderNumber })
}

function drawer(page: Page) {
  return page.getByRole('complementary').filter({ has: page.getByRole('heading', { name: 'Next step' }) })
}

/** As a field for date and time takes it, some days ahead. */
function localIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16)
}

async function ordersOf(text: Promise<string | null>): Promise<number> {
  return Number(/Orders ([\d,]+)/.exec((await text) ?? '')?.[1]?.replaceAll(',', ''))
}
