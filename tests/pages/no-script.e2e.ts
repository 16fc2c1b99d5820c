import { expect, test } from '../support/e2e.ts'
import { newPlan } from '../support/plan-screens.ts'
import { offerProduct } from '../support/shopping.ts'

/** What is public comes with the page: for readers without JavaScript, and before any has run. */
test.use({ javaScriptEnabled: false })

test('the shop shows its products, searches them, and leads to each', async ({ page, sql }) => {
  const productId = await offerProduct(sql)
  const [product] = await sql('select name, slug from public.products where id = $1', [productId])
  const name = String(product?.name)
  await page.goto('/shop')
  await expect(page.getByText('JavaScript is off')).toBeVisible()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(page.getByText('Loading')).toBeHidden()

  await page.getByRole('searchbox', { name: 'Search the shop' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?q=/)
  await expect(page.getByRole('list', { name: 'Products' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})

test('the plans are there, and each has its page', async ({ page, sql }) => {
  const { id } = await newPlan(sql)
  await page.goto('/plans')
  await expect(page.getByText('JavaScript is off')).toBeVisible()
  await page.locator(`[data-plan="${id}"]`).getByRole('link').click()
  await expect(page.getByTestId('plan-return')).toBeVisible()
})

test('the cart says what it needs, and nothing seems to be on its way', async ({ page }) => {
  await page.goto('/cart')
  await expect(page.getByText('The cart, the checkout and orders need it.')).toBeVisible()
  await expect(page.getByText('Loading the cart…')).toBeHidden()
})
