import { expect, test } from '../support/e2e.ts'
import { offerProduct, placeOrder } from '../support/shopping.ts'
import { untilLive } from '../support/sync-status.ts'

test('the administrators’ home tells of a change in any system, and how long it took to get there', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const page = await openAs(admin, '/admin')
  await untilLive(page)
  const feed = page.getByTestId('happenings').getByRole('listitem')

  const shopper = await newPerson()
  await expect(feed.filter({ hasText: `${shopper.displayName} has joined` })).toBeVisible()

  await sql('insert into public.user_credits (user_id, credits) values ($1, 25)', [shopper.id])
  await expect(feed.filter({ hasText: `+25 credits for ${shopper.displayName}` })).toBeVisible()

  const order = await placeOrder(app.status, shopper, await offerProduct(sql))
  const placed = feed.filter({ hasText: `Order ${order.order_number} placed` })
  await expect(placed).toBeVisible()
  await expect(placed).toContainText(/\d+ ms/)

  await placed.getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`order=${order.id}`))
  await expect(page.getByRole('heading', { name: order.order_number })).toBeVisible()
})
