import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renderOrderMail } from '../../scripts/worker/order-mail.ts'

const NOW = new Date('2026-11-25T09:00:00Z')

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const shipped = {
  subject: 'Your order RC-7K2M9QXA is on its way',
  order_id: '00000000-0000-4000-8000-0000000000a1',
  order_number: 'RC-7K2M9QXA',
  status: 'shipped',
  total: 12_550_000,
  currency: 'INR',
  reason: null,
  eta: '2026-11-26T13:00:00Z',
  items: [{ name: 'Lamp <one>', quantity: 2, unit_price: 6_275_000 }],
}

const context = {
  appUrl: 'https://shop.example.com',
  unsubscribeUrl: 'https://shop.example.com/unsubscribe/1',
  name: 'Mira',
  timeZone: 'Asia/Kolkata',
}

test('a mail tells the arrival in the time of the shop, and names that zone', () => {
  const { text, html } = renderOrderMail(shipped, context)
  expect(text).toContain('Expected 26 Nov 2026, 18:30 Asia/Kolkata.')
  expect(html).toContain('Expected 26 Nov 2026, 18:30 Asia/Kolkata.')
})

test('a mail writes amounts as the pages do', () => {
  const { text } = renderOrderMail(shipped, context)
  expect(text).toContain('2 × Lamp <one>: ₹125,500\n')
  expect(text).toContain('Total: ₹125,500\n')
})

test('what people named is escaped in the HTML', () => {
  expect(renderOrderMail(shipped, context).html).toContain('Lamp &#60;one&#62;')
})

test.each([
  ['without an arrival', { eta: null }],
  ['once the arrival has passed', { eta: '2026-11-25T08:59:59Z' }],
  ['once the order has come to its end', { status: 'delivered' }],
])('nothing is expected %s', (_when, change) => {
  const { text, html } = renderOrderMail({ ...shipped, ...change }, context)
  expect(text).not.toContain('Expected')
  expect(html).not.toContain('Expected')
})
