import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import { untilLive } from '../support/sync-status.ts'
import { ADDRESS, addToCart, checkOut, fillAddress, newProduct, orderStatus, pageOf } from './shop-steps.ts'

test('a visitor without an account sees the shop, live', async ({ newBrowser, sql }) => {
  const product = await newProduct(sql, { stock: 3 })
  const page = await (await newBrowser()).newPage()
  await page.goto('/shop')
  const card = page.getByRole('main').getByRole('listitem').filter({ hasText: product.name })
  await expect(card).toContainText('3 left')
  await expect(card).toContainText('₹1,299')
  await untilLive(page)

  await sql('update public.products set stock = 1 where id = $1', [product.id])
  await expect(card).toContainText('1 left')
  await sql('update public.products set stock = 0, price = 99900 where id = $1', [product.id])
  await expect(card).toContainText('Sold out')
  await expect(card).toContainText('₹999')
  await sql('update public.products set is_active = false where id = $1', [product.id])
  await expect(card).toBeHidden()
})

test('a cart stays over a reload, in another tab and through sign-in, and an order by cash is placed from it', async ({
  newPerson,
  newBrowser,
  sql,
}) => {
  const person = await newPerson()
  const product = await newProduct(sql)
  const context = await newBrowser()
  const page = await context.newPage()
  await page.goto(pageOf(product))
  await addToCart(page)
  await page.reload()
  await expect(page.getByTestId('cart-count')).toContainText('1')
  const secondTab = await context.newPage()
  await secondTab.goto('/cart')
  await secondTab.getByRole('button', { name: 'One more' }).click()
  await expect(page.getByTestId('cart-count')).toContainText('2')

  await page.goto('/cart')
  await expect(page.getByTestId('total')).toHaveText('₹2,598')
  await page.getByRole('link', { name: 'Sign in and check out' }).click()
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/checkout')
  await fillAddress(page)
  await page.getByRole('button', { name: 'Place order · ₹2,598' }).click()

  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  await expect(page.getByText('Thank you. Your order is placed.')).toBeVisible()
  await expect(orderStatus(page)).toHaveText('Order placed')
  await expect(page.getByTestId('cart-count')).toBeHidden()
  const [order] = await sql(
    `select o.*, i.quantity, p.stock from public.orders as o
     join public.order_items as i on i.order_id = o.id join public.products as p on p.id = i.product_id
     where p.id = $1`,
    [product.id],
  )
  expect(order).toMatchObject({
    user_id: person.id,
    payment_method: 'cod',
    status: 'placed',
    quantity: 2,
    stock: 8,
    ship_city: ADDRESS.City,
  })
  expect(Number(order?.total)).toBe(259_800)
})

test('what is wrong with an address is said at its fields, and nothing is ordered', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const product = await newProduct(sql)
  const page = await openAs(await newPerson(), pageOf(product))
  await addToCart(page)
  await page.goto('/checkout')
  await fillAddress(page)
  await page.getByLabel('Phone', { exact: true }).fill('call me')
  await page.getByLabel('City', { exact: true }).fill('')
  await page.getByRole('button', { name: /^Place order/ }).click()
  await expect(page.getByText('Enter a phone number, such as +91 98765 43210.')).toBeVisible()
  await expect(page.getByText('Enter a city.')).toBeVisible()
  await expect(page.getByLabel('Phone', { exact: true })).toBeFocused()
  expect(await sql('select from public.order_items where product_id = $1', [product.id])).toEqual([])
})

test('a stock that shrinks and a price that moves are said in the cart before anything is ordered', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const product = await newProduct(sql, { stock: 3 })
  const page = await openAs(await newPerson(), pageOf(product))
  await addToCart(page)
  await page.goto('/cart')
  await untilLive(page)
  await page.getByRole('button', { name: 'One more' }).click()
  await sql('update public.products set stock = 1, price = 149900 where id = $1', [product.id])

  await expect(page.getByText('Only 1 left.')).toBeVisible()
  await expect(page.getByText('Dearer than when you put it here: ₹1,499 instead of ₹1,299.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Check out' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Update the cart' }).click()
  await expect(page.getByTestId('total')).toHaveText('₹1,499')
  await expect(page.getByRole('link', { name: 'Check out' })).toHaveAttribute('aria-disabled', 'false')
})

test('of two shoppers who want the last piece one gets it, and the other is told and keeps the cart', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const product = await newProduct(sql, { stock: 1 })
  const pages = [
    await openAs(await newPerson(), pageOf(product)),
    await openAs(await newPerson(), pageOf(product)),
  ]
  for (const page of pages) {
    await addToCart(page)
    // Without events, so that only the answer to the order can tell that the piece is gone.
    await page.routeWebSocket(/realtime/, () => {})
    await page.goto('/checkout')
    await fillAddress(page)
  }
  await Promise.all(pages.map((page) => page.getByRole('button', { name: /^Place order/ }).click()))

  const refusal = (page: Page) =>
    page.getByRole('alert').filter({ hasText: `"${product.name}" is sold out.` })
  for (const page of pages) await expect(refusal(page).or(orderStatus(page))).toBeVisible()
  const losers = []
  for (const page of pages) if (await refusal(page).isVisible()) losers.push(page)
  expect(losers).toHaveLength(1)
  for (const loser of losers) await expect(loser.getByTestId('cart-count')).toContainText('1')
  expect(
    await sql('select quantity from public.order_items where product_id = $1', [product.id]),
  ).toHaveLength(1)
  expect(await sql('select stock from public.products where id = $1', [product.id])).toEqual([{ stock: 0 }])
})

test('a price that moved unseen is said before anything is ordered, and asked about again', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const product = await newProduct(sql)
  const page = await openAs(await newPerson(), pageOf(product))
  await addToCart(page)
  await page.routeWebSocket(/realtime/, () => {})
  await page.goto('/checkout')
  await fillAddress(page)
  await sql('update public.products set price = 149900 where id = $1', [product.id])
  await page.getByRole('button', { name: 'Place order · ₹1,299' }).click()

  await expect(page.getByText('Your cart has changed')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Place order · ₹1,499' })).toBeDisabled()
  expect(await sql('select from public.order_items where product_id = $1', [product.id])).toEqual([])
  await page.getByRole('button', { name: 'Update the cart' }).click()
  await page.getByRole('button', { name: 'Place order · ₹1,499' }).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
})

test('an order whose answer was lost counts once, also after a reload', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const product = await newProduct(sql)
  const page = await openAs(await newPerson(), pageOf(product))
  await addToCart(page)
  await page.goto('/checkout')
  await fillAddress(page)

  // The first request reaches the server, its answer never comes back.
  let isCut = true
  await page.route('**/checkout', async (route) => {
    const isOrder = route.request().method() === 'POST' && route.request().postData()?.includes(product.id)
    if (!isCut || !isOrder) return route.continue()
    isCut = false
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.getByRole('button', { name: /^Place order/ }).click()
  await expect(page.getByText('The server could not be reached.', { exact: false })).toBeVisible()
  expect(await sql('select from public.order_items where product_id = $1', [product.id])).toHaveLength(1)

  await page.reload()
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue(ADDRESS.Address)
  // Something else is typed now: it is still the same wish.
  await page.getByLabel('Name', { exact: true }).fill('Nila A. Shopper')
  await page.getByRole('button', { name: /^Place order/ }).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  await expect(orderStatus(page)).toHaveText('Order placed')
  expect(await sql('select from public.order_items where product_id = $1', [product.id])).toHaveLength(1)
})

test('a double press places one order', async ({ newPerson, openAs, sql }) => {
  const product = await newProduct(sql)
  const page = await openAs(await newPerson(), pageOf(product))
  await addToCart(page)
  await page.goto('/checkout')
  await fillAddress(page)
  await page.getByRole('button', { name: /^Place order/ }).dblclick()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  expect(await sql('select from public.order_items where product_id = $1', [product.id])).toHaveLength(1)
})

test('an online order is paid with the test gateway, after a failure and a change of mind', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const product = await newProduct(sql)
  const page = await openAs(await newPerson(), pageOf(product))
  await addToCart(page)
  const orderId = await checkOut(page, 'Pay online')
  const payment = async () =>
    (await sql('select payment_status from public.orders where id = $1', [orderId]))[0]?.payment_status
  const dialog = page.getByRole('dialog', { name: 'Pay ₹1,299' })

  await expect(dialog).toContainText('Test gateway')
  await dialog.getByRole('button', { name: 'Pay later' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/Your items are held for/)).toBeVisible()
  expect(await payment()).toBe('pending')

  await page.getByRole('button', { name: 'Pay now' }).click()
  await dialog.getByLabel(/^It fails/).check()
  await dialog.getByRole('button', { name: /\(test\)/ }).click()
  await expect(page.getByText('The bank has declined this payment.', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(await payment()).toBe('failed')

  await page.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByRole('button', { name: /\(test\)/ }).click()
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: '₹1,299 to pay' })).toBeHidden()
  expect(await payment()).toBe('paid')
})

test('a payment whose browser never comes back is told by the gateway alone', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const page = await openAs(await newPerson(), pageOf(await newProduct(sql)))
  await addToCart(page)
  await checkOut(page, 'Pay online')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/never come back/).check()
  await dialog.getByRole('button', { name: /\(test\)/ }).click()
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()
})
