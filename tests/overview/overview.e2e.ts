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
  const [shopper, product] = [await newPerson(), await offerProduct(sql)]
  const page = await openAs(admin, '/admin')
  await untilLive(page)
  const feed = page.getByTestId('happenings').getByRole('listitem')

  await untilTold(async () => {
    const person = await newPerson()
    await expect(feed.filter({ hasText: `${person.displayName} has joined` })).toBeVisible(SOON)
  })
  await untilTold(async () => {
    await sql('insert into public.user_credits (user_id, credits) values ($1, 25)', [shopper.id])
    const line = feed.filter({ hasText: `+25 credits for ${shopper.displayName}` }).first()
    await expect(line).toBeVisible(SOON)
  })
  let told = { href: '', number: '' }
  await untilTold(async () => {
    const order = await placeOrder(app.status, shopper, product)
    const line = feed.filter({ hasText: `Order ${order.order_number} placed` })
    await expect(line).toContainText(/\d+ ms/, SOON)
    const href = await line.getByRole('link').getAttribute('href', SOON)
    told = { href: href ?? '', number: order.order_number }
  })
  await page.goto(told.href)
  await expect(page.getByRole('heading', { name: told.number })).toBeVisible()
})

const SOON = { timeout: 3_000 }

/** Other tests make things happen as well, and may push a line out of the feed before it is seen: then once more. */
function untilTold(change: () => Promise<void>): Promise<void> {
  return expect(change).toPass({ timeout: 120_000 })
}
