import { describe, expect, test } from 'vitest'
import { arrivedSince, tell } from '@/lib/orders/arrivals'
import { actorWords, eventWords } from '@/lib/orders/desk-history'
import { type OrderEvent, orderEventRow } from '@/lib/orders/event-schema'

/** An event as SQL tells it. */
function event(
  kind: string,
  data: object,
  by: Partial<{ actor: string; actor_name: string | null }> = {},
): OrderEvent {
  const stamp = { id: 7, created_at: '2026-11-25T10:00:00+00:00', actor: 'system', actor_name: null }
  return orderEventRow.parse({ ...stamp, ...by, kind, data })
}

const NOBODY = { name: null, phone: null }

describe('what has happened to an order', () => {
  test.each([
    [event('status', { from: null, to: 'placed' }), 'Order placed'],
    [event('status', { from: 'shipped', to: 'out_for_delivery' }), 'Status: Out for delivery'],
    [event('partner', { name: 'Ravi', phone: '+91 98' }), 'Delivery partner: Ravi, +91 98'],
    [event('partner', NOBODY), 'Delivery partner taken off'],
    [event('location', { lat: 12.97161, lng: 77.5946, label: 'Hub' }), 'Location: Hub (12.972, 77.595)'],
    [event('location', { lat: 12.97161, lng: 77.5946, label: null }), 'Location: 12.972, 77.595'],
    [event('location', { lat: null, lng: null, label: null }), 'Location taken back'],
    [event('eta', { from: null, to: '2026-11-26T18:30:00+00:00' }), 'Arrives 26 Nov 2026, 18:30 UTC'],
    [event('eta', { from: '2026-11-26T18:30:00+00:00', to: null }), 'Arrival taken back'],
    [event('note', { note: 'Ring twice' }), 'Note: “Ring twice”'],
    [event('payment', { from: 'pending', to: 'paid' }), 'Payment: paid'],
    [event('payment', { from: 'paid', to: 'paid', refund_due: true }), 'Payment: a refund is due'],
    [event('payment', { problem: 'extra_payment' }), 'Payment: paid a second time'],
  ])('%# is said in a line', (happened, words) => {
    expect(eventWords(happened, 'UTC')).toBe(words)
  })

  test.each([
    [event('note', { note: 'Hi' }, { actor: 'shop', actor_name: 'Asha Admin' }), 'Asha Admin'],
    [event('status', { from: 'placed', to: 'cancelled' }, { actor: 'shopper' }), 'The shopper'],
    [event('status', { from: 'placed', to: 'cancelled', reason: 'unpaid' }), 'Time: the payment never came'],
    [event('status', { from: 'placed', to: 'confirmed' }), 'SQL or the dashboard'],
    [event('payment', { from: 'pending', to: 'paid' }), 'The payment gateway'],
  ])('%# names who did it', (happened, who) => {
    expect(actorWords(happened)).toBe(who)
  })
})

describe('orders that arrive', () => {
  const latest = { id: 'a', orderNumber: 'RC-1', shipName: 'Noor', total: 100, currency: 'INR' }

  test('are counted from what was known', () => {
    expect(arrivedSince(4, { orderCount: 7, latest })).toEqual({ count: 3, latest })
    expect(arrivedSince(7, { orderCount: 7, latest })).toBeNull()
    // A read of before comes late.
    expect(arrivedSince(9, { orderCount: 7, latest })).toBeNull()
    expect(arrivedSince(0, { orderCount: 0, latest: null })).toBeNull()
  })

  test('close to each other are told as one, and after a while anew', () => {
    const first = tell(null, 1, 1_000)
    const second = tell(first, 2, 5_900)
    expect([first.count, second.count, tell(second, 4, 10_900).count]).toEqual([1, 3, 4])
  })
})
