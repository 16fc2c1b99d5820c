import { expect, test } from '../support/e2e.ts'
import { offerProduct, placeOrder } from '../support/shopping.ts'
import { untilLive } from '../support/sync-status.ts'

test('two admins take an order to the door: its shopper’s page follows each step, and another shopper’s shows nothing', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const [mira, noor] = [await newPerson(), await newPerson()]
  const [asha, ben] = [await newPerson({ role: 'admin' }), await newPerson({ role: 'admin' })]
  const product = await offerProduct(sql)
  const order = await placeOrder(app.status, mira, product)
  const others = await placeOrder(app.status, noor, product)

  const [shopper, stranger] = [await openAs(mira, `/orders/${order.id}`), await openAs(noor, '/orders')]
  const [first, second] = [
    await openAs(asha, `/admin/orders?order=${order.id}`),
    await openAs(ben, `/admin/orders?order=${order.id}`),
  ]
  for (const page of [shopper, stranger, first, second]) {
    await untilLive(page)
    await page.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  }

  const steps = [
    { by: first, action: 'Confirm', words: 'Confirmed' },
    { by: second, action: 'Mark as packed', words: 'Packed' },
    { by: first, action: 'Mark as shipped', words: 'Shipped' },
    { by: second, action: 'Send out for delivery', words: 'Out for delivery' },
    { by: first, action: 'Mark as delivered', words: 'Delivered' },
  ]
  for (const { by, action, words } of steps) {
    await by.getByRole('button', { name: action }).click()
    await expect(shopper.locator('li[aria-current=step]')).toContainText(words)
  }
  for (const page of [first, second]) {
    await expect(page.getByRole('region', { name: 'Next step' })).toContainText('Mark as returned')
  }

  await expect(stranger.getByText(others.order_number)).toBeVisible()
  await expect(stranger.getByText(order.order_number)).toHaveCount(0)
  for (const page of [shopper, stranger, first, second]) {
    expect(await page.evaluate(() => 'isTheSamePage' in window)).toBe(true)
  }
  const [row] = await sql('select status, payment_status from public.orders where id = $1', [order.id])
  expect(row).toEqual({ status: 'delivered', payment_status: 'paid' })
})
