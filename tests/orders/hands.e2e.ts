import type { Page } from '@playwright/test'
import { PHONE } from '../support/accessibility.ts'
import { expect, test, toast } from '../support/e2e.ts'
import { offerProduct, placeOrder } from '../support/shopping.ts'
import { syncStatus, untilLive } from '../support/sync-status.ts'
import { addToCart, fillAddress, newProduct, orderStatus, pageOf } from './shop-steps.ts'

/** Orders in the hands of people: a double click, a slow network, the way back, and no mouse at all. */

test('a double click takes an order one step, not two', async ({ app, newPerson, openAs, sql }) => {
  const order = await placeOrder(app.status, await newPerson(), await offerProduct(sql))
  const page = await openAs(await newPerson({ role: 'admin' }), `/admin/orders?order=${order.id}`)
  await untilLive(page)
  const box = await drawer(page).getByRole('button', { name: 'Confirm' }).boundingBox()
  const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20]
  await page.mouse.click(x, y)
  // The next step stands in the place of this one by the time of the second press.
  await expect(drawer(page).getByRole('button', { name: 'Mark as packed' })).toBeVisible()
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
  await expect(toast(page)).toHaveCount(1)
  await drawer(page).getByRole('button', { name: 'Mark as packed' }).press('Enter')
  await expect(drawer(page).getByRole('button', { name: 'Mark as shipped' })).toBeVisible()
  expect(await statusesOf(sql, order.id)).toEqual(['placed', 'confirmed', 'packed'])
})

test('on a slow network and by keyboard alone, a phone shows what is under way, and it counts once', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const order = await placeOrder(app.status, await newPerson(), await offerProduct(sql))
  const path = `/admin/orders?order=${order.id}`
  const page = await openAs(await newPerson({ role: 'admin' }), path, { ...PHONE })
  await untilLive(page)
  const release = await holdWrites(page)

  await drawer(page).getByRole('button', { name: 'Confirm' }).focus()
  await page.keyboard.press('Enter')
  await expect(drawer(page).getByRole('button', { name: 'Saving…' })).toBeFocused()
  await page.keyboard.press('Enter')
  release()
  await expect(drawer(page).getByRole('button', { name: 'Mark as packed' })).toBeVisible()

  await drawer(page).getByLabel('Note to the shopper').focus()
  await page.keyboard.type('Ring twice')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(drawer(page).getByTestId('order-history')).toContainText('Ring twice')
  expect(await statusesOf(sql, order.id)).toEqual(['placed', 'confirmed'])
})

test('the way back asks before what was typed is lost', async ({ app, newPerson, openAs, sql }) => {
  const order = await placeOrder(app.status, await newPerson(), await offerProduct(sql))
  const page = await openAs(await newPerson({ role: 'admin' }), `/admin/orders?search=${order.order_number}`)
  await untilLive(page)
  await page.getByRole('row').filter({ hasText: order.order_number }).click()
  const note = drawer(page).getByLabel('Note to the shopper')
  await note.fill('Half a sentence')

  await page.goBack()
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(note).toHaveValue('Half a sentence')
  await expect(page).toHaveURL(new RegExp(`order=${order.id}`))

  await page.goBack()
  await page.getByRole('button', { name: 'Discard', exact: true }).last().click()
  await expect(drawer(page)).toBeHidden()
  await expect(page).not.toHaveURL(/order=/)
})

test('a checkout never says that the cart is empty while the page of its order is on its way', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const page = await openAs(await newPerson(), pageOf(await newProduct(sql)))
  await addToCart(page)
  await page.goto('/checkout')
  await fillAddress(page)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/orders\/[0-9a-f-]{36}/, async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: /^Place order/ }).click()
  await expect(page.getByText('Your order is placed')).toBeVisible()
  await expect(page.getByText('Your cart is empty')).toBeHidden()
  release()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
})

test('without a network an order says so, stays readable, and follows again afterwards', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const shopper = await newPerson()
  const order = await placeOrder(app.status, shopper, await offerProduct(sql))
  const page = await openAs(shopper, `/orders/${order.id}`)
  await untilLive(page)
  await page.context().setOffline(true)
  await expect(syncStatus(page)).toContainText('Offline')
  await sql("update public.orders set status = 'confirmed' where id = $1", [order.id])
  await expect(orderStatus(page)).toContainText('placed', { ignoreCase: true })
  await page.context().setOffline(false)
  await expect(orderStatus(page)).toContainText('Confirmed')
})

function drawer(page: Page) {
  return page.getByRole('complementary').filter({ has: page.getByRole('heading', { name: 'Next step' }) })
}

/** Keeps the writes of a page from the server until released. Reads go through. */
async function holdWrites(page: Page): Promise<() => void> {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(
    () => true,
    async (route) => {
      if (route.request().postData()?.includes('"patch"')) await held
      await route.continue()
    },
  )
  return release
}

async function statusesOf(
  sql: (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>,
  orderId: string,
): Promise<unknown[]> {
  const rows = await sql(
    "select data ->> 'to' as status from public.order_events where order_id = $1 and kind = 'status' order by id",
    [orderId],
  )
  return rows.map(({ status }) => status)
}
