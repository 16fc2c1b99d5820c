import type { BrowserContextOptions, Page } from '@playwright/test'
import {
  accessibilityFaultsInBothThemes,
  NO_FAULTS,
  PHONE,
  tooSmallTargets,
} from '../support/accessibility.ts'
import { expect, test } from '../support/e2e.ts'
import { untilLive } from '../support/sync-status.ts'
import { addToCart, checkOut, makeLink, newProduct, pageOf } from './shop-steps.ts'

const LOOKS: [name: string, options: BrowserContextOptions][] = [
  ['on a desk', { reducedMotion: 'reduce' }],
  ['on a phone', { ...PHONE, reducedMotion: 'reduce' }],
]

for (const [look, options] of LOOKS) {
  test(`a full cart, a refused checkout, an order and its link have no fault in either theme ${look}`, async ({
    newPerson,
    newBrowser,
    openAs,
    sql,
  }) => {
    const page = await openAs(await newPerson(), pageOf(await newProduct(sql)), options)
    await addToCart(page)
    const orderId = await checkOut(page, 'Pay online')
    await expect(page.getByRole('dialog', { name: /^Pay/ })).toBeVisible()
    await expectNoFault(page)
    await page.getByRole('button', { name: 'Pay later' }).click()
    await sql(
      `update public.orders set status = 'confirmed', location_lat = 16.705, location_lng = 74.243,
         location_label = 'Kolhapur hub', delivery_partner_name = 'Ravi K',
         delivery_partner_phone = '+91 98765 43210', note = 'Ring twice' where id = $1`,
      [orderId],
    )
    await expect(page.getByText(/Now at Kolhapur hub/)).toBeVisible()
    await expectNoFault(page)

    const link = await makeLink(page)
    await expectNoFault(page)
    const visitor = await (await newBrowser(options)).newPage()
    await visitor.goto(link)
    await untilLive(visitor)
    await expectNoFault(visitor)

    const scarce = await newProduct(sql, { stock: 2 })
    await page.goto(pageOf(scarce))
    await addToCart(page)
    await page.goto('/cart')
    await sql('update public.products set price = price + 100 where id = $1', [scarce.id])
    await expect(page.getByText('Your cart has changed')).toBeVisible()
    await expectNoFault(page)
    await page.getByRole('button', { name: 'Update the cart' }).click()
    await page.goto('/checkout')
    await page.getByRole('button', { name: /^Place order/ }).click()
    await expect(page.getByText('Enter a city.')).toBeVisible()
    await expectNoFault(page)
  })
}

async function expectNoFault(page: Page): Promise<void> {
  expect(await accessibilityFaultsInBothThemes(page)).toEqual(NO_FAULTS)
  const { width } = page.viewportSize() ?? PHONE.viewport
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  if (width === PHONE.viewport.width) expect(await tooSmallTargets(page)).toEqual([])
}
