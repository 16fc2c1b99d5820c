import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { expect } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { untilHydrated } from '../support/session.ts'
import { placeOrder } from '../support/shopping.ts'

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

export type TestProduct = { id: string; slug: string; name: string; price: number }

/** Puts a product of its own on sale, so that no other test buys it. */
export async function newProduct(
  sql: Sql,
  { stock = 10, price = 129_900 }: { stock?: number; price?: number } = {},
): Promise<TestProduct> {
  const mark = randomUUID().slice(0, 8)
  const name = `Test lamp ${mark}`
  const slug = `test-lamp-${mark}`
  const [row] = await sql(
    `insert into public.products (slug, name, description, category, price, image_path, stock)
     values ($1, $2, 'Lights up a test.', 'Tests', $3, '/products/desk-lamp.svg', $4) returning id`,
    [slug, name, price, stock],
  )
  return { id: String(row?.id), slug, name, price }
}

export const ADDRESS = {
  Name: 'Nila Shopper',
  Phone: '+91 90000 12345',
  Address: '7 Secret Garden Lane',
  City: 'Pune',
  Postcode: '411001',
}

export function pageOf({ slug }: TestProduct): string {
  return `/shop/${slug}`
}

/** From the page of a product into the cart. */
export async function addToCart(page: Page): Promise<void> {
  await untilHydrated(page)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByTestId('cart-count')).toContainText(/\d/)
}

export async function fillAddress(page: Page): Promise<void> {
  for (const [label, value] of Object.entries(ADDRESS)) {
    await page.getByLabel(label, { exact: true }).fill(value)
  }
}

/** Checks out what is in the cart; the id of the order. */
export async function checkOut(page: Page, how: 'Cash on delivery' | 'Pay online'): Promise<string> {
  await page.goto('/checkout')
  await fillAddress(page)
  await page.getByLabel(new RegExp(`^${how}`)).check()
  await page.getByRole('button', { name: /^Place order/ }).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** An order of a product of its own, to be paid at the door. */
export async function orderBy(
  stack: StackStatus,
  shopper: Person,
  sql: Sql,
): Promise<{ orderId: string; product: TestProduct }> {
  const product = await newProduct(sql)
  const { Name: name, Phone: phone, Address: address, City: city, Postcode: postcode } = ADDRESS
  const { id } = await placeOrder(stack, shopper, product.id, { name, phone, address, city, postcode })
  return { orderId: id, product }
}

export function orderStatus(page: Page) {
  return page.getByTestId('order-status')
}

/** A new link to the order on screen. */
export async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  return page.getByLabel('Link', { exact: true }).inputValue()
}
