import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { CartView } from '@/components/orders/cart/cart-view'
import type { CartLine } from '@/lib/orders/cart'
import type { Product } from '@/lib/orders/schema'
import { CART_STORAGE, useCartStore } from '@/lib/orders/use-cart-store'
import { useCartSync } from '@/lib/orders/use-cart-sync'
import { createFakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { onSale } from './fake-shop-actions'
import { aLine, aProduct } from './shop-models'

vi.mock('@/lib/orders/actions', () => import('./fake-shop-actions'))

const MUG = aProduct({ stock: 5 })
const LAMP = aProduct({
  id: '00000000-0000-4000-8000-0000000000a2',
  slug: 'lamp',
  name: 'Lamp',
  price: 100_000,
})

let realtime: ReturnType<typeof createFakeRealtime>

beforeEach(() => {
  realtime = createFakeRealtime()
  onSale.products = [MUG, LAMP]
  localStorage.clear()
  useCartStore.setState({ lines: [], attempt: null, isRestored: false })
})

function Cart() {
  useCartSync()
  return <CartView initial={undefined} isSignedIn />
}

function keep(lines: CartLine[]) {
  localStorage.setItem(CART_STORAGE, JSON.stringify({ state: { lines, attempt: null }, version: 1 }))
}

function kept(): unknown {
  return JSON.parse(localStorage.getItem(CART_STORAGE) ?? 'null').state.lines
}

async function openCart(lines: CartLine[]) {
  keep(lines)
  renderAs('00000000-0000-4000-8000-000000000001', <Cart />, realtime)
  await screen.findByTestId('total')
  await waitFor(() => expect(realtime.joined()).toHaveLength(2))
}

/** The shop sells this from now on, and the wire tells of it. */
function sell(products: Product[]) {
  onSale.products = products
  act(() =>
    realtime.emit({
      table: 'products',
      type: 'UPDATE',
      record: { id: MUG.id },
      commitAt: new Date().toISOString(),
    }),
  )
}

function total() {
  return screen.getByTestId('total').textContent
}

function checkOut() {
  return screen.getByRole('link', { name: 'Check out' })
}

test('a cart is what the browser kept, at the prices of now', async () => {
  await openCart([aLine(MUG, 2), aLine(LAMP)])
  expect(total()).toBe('₹1,998')
  expect(checkOut().getAttribute('aria-disabled')).toBe('false')
  fireEvent.click(within(screen.getByRole('group', { name: 'Quantity of Lamp' })).getByLabelText('One more'))
  expect(total()).toBe('₹2,998')
  expect(kept()).toEqual([aLine(MUG, 2), aLine(LAMP, 2)])
  fireEvent.click(screen.getByRole('button', { name: 'Remove Ceramic mug' }))
  expect(total()).toBe('₹2,000')
})

test('stock and prices that move are said while one looks, and one press takes them as they are', async () => {
  await openCart([aLine(MUG, 3), aLine(LAMP)])
  sell([
    { ...MUG, stock: 2 },
    { ...LAMP, price: 120_000 },
  ])
  await screen.findByText('Only 2 left.')
  screen.getByText('Dearer than when you put it here: ₹1,200 instead of ₹1,000.')
  expect(checkOut().getAttribute('aria-disabled')).toBe('true')

  fireEvent.click(screen.getByRole('button', { name: 'Update the cart' }))
  expect(screen.queryByText('Your cart has changed')).toBeNull()
  expect(checkOut().getAttribute('aria-disabled')).toBe('false')
  expect(total()).toBe('₹2,198')
  expect(kept()).toEqual([aLine(MUG, 2), { ...aLine(LAMP), seenPrice: 120_000 }])
})

test('what is sold out or gone stays in sight with its name until it is taken out', async () => {
  await openCart([aLine(MUG), aLine(LAMP)])
  sell([{ ...MUG, stock: 0 }])
  await screen.findByText('Sold out.')
  screen.getByText('Not sold any more.')
  screen.getByText('Lamp')
  expect(total()).toBe('₹0')
  fireEvent.click(screen.getByRole('button', { name: 'Update the cart' }))
  await screen.findByText('Your cart is empty')
})

test('a price that goes back is no change any more', async () => {
  await openCart([aLine(MUG)])
  sell([{ ...MUG, price: 10_000 }])
  await screen.findByText('Your cart has changed')
  sell([MUG])
  await waitFor(() => expect(screen.queryByText('Your cart has changed')).toBeNull())
})

test('another tab fills the cart of this one', async () => {
  await openCart([aLine(MUG)])
  keep([aLine(MUG), aLine(LAMP)])
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: CART_STORAGE })))
  await waitFor(() => expect(total()).toBe('₹1,499'))
})

test('what a browser kept that is no cart is an empty one', async () => {
  localStorage.setItem(CART_STORAGE, '{"state": {"lines": "nonsense"}, "version": 1}')
  renderAs('00000000-0000-4000-8000-000000000001', <Cart />, realtime)
  await screen.findByText('Your cart is empty')
})

test('a storage that is no JSON is an empty cart, not an endless wait', async () => {
  localStorage.setItem(CART_STORAGE, '{"state"')
  renderAs('00000000-0000-4000-8000-000000000001', <Cart />, realtime)
  await screen.findByText('Your cart is empty')
})
