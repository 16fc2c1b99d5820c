import { expect, test } from '../support/e2e.ts'
import { offerProduct, placeOrder } from '../support/shopping.ts'
import { untilLive } from '../support/sync-status.ts'

const CLIENTS = 50
const ORDERS_EACH = 10

test('500 orders by 50 clients as fast as they can are all on the admin’s screen, none twice', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const city = `Rush ${admin.id.slice(0, 8)}`
  const product = await offerProduct(sql, { stock: CLIENTS * ORDERS_EACH })
  const shoppers = await Promise.all(Array.from({ length: CLIENTS }, () => newPerson()))
  const page = await openAs(admin, `/admin/orders?search=${encodeURIComponent(city)}`)
  await untilLive(page)

  const startedMs = performance.now()
  const placed = await Promise.all(
    shoppers.map(async (shopper) => {
      const numbers = []
      for (let count = 0; count < ORDERS_EACH; count++) {
        numbers.push((await placeOrder(app.status, shopper, product, { city })).order_number)
      }
      return numbers
    }),
  )
  const seconds = (performance.now() - startedMs) / 1_000
  await expect(page.getByTestId('count-all')).toHaveText(String(CLIENTS * ORDERS_EACH))
  test.info().annotations.push({
    type: 'orders per second',
    description: String(Math.round((CLIENTS * ORDERS_EACH) / seconds)),
  })

  const seen: string[] = []
  for (;;) {
    const rows = page.getByRole('grid', { name: 'Orders' }).getByRole('rowheader').getByRole('link')
    seen.push(...(await rows.allTextContents()))
    const next = page.getByRole('link', { name: 'Next' })
    if ((await next.count()) === 0) break
    const first = await rows.first().textContent()
    await next.click()
    await expect(rows.first()).not.toHaveText(first ?? '')
  }
  expect(seen.toSorted()).toEqual(placed.flat().toSorted())
  expect(new Set(seen).size).toBe(CLIENTS * ORDERS_EACH)
  const [{ stock } = { stock: null }] = await sql('select stock from public.products where id = $1', [
    product,
  ])
  expect(stock).toBe(0)
})
