import { describe, expect, test } from 'vitest'
import type { OrderEvent } from '@/lib/orders/event-schema'
import { WAREHOUSE } from '@/lib/orders/places'
import { historyOf, routeOf, sharedRoute, statusChanges } from '@/lib/orders/tracking'

type Change = Pick<OrderEvent, 'kind' | 'data'>

/** Events as the database tells them, an hour apart. */
function eventsOf(...changes: Change[]): OrderEvent[] {
  return changes.map(
    (change, index) =>
      ({
        ...change,
        id: index + 1,
        createdAt: `2026-11-20T${String(10 + index).padStart(2, '0')}:00:00Z`,
        actor: 'shop',
        actorName: null,
      }) as OrderEvent,
  )
}

const at = (lat: number | null, lng: number | null, label: string | null): Change => ({
  kind: 'location',
  data: { lat, lng, label },
})
const HUBBALLI = at(15.365, 75.124, 'Hubballi hub')
const KOLHAPUR = at(16.705, 74.243, 'Kolhapur hub')
const ORDER = {
  locationLat: 16.705,
  locationLng: 74.243,
  locationLabel: 'Kolhapur hub',
  shipCity: 'Pune',
  shipPostcode: '411001',
}

describe('the route of an order', () => {
  test('leads from the warehouse past where it was to where it is, and to the city of the shopper', () => {
    expect(routeOf(ORDER, eventsOf(HUBBALLI, KOLHAPUR))).toEqual({
      from: WAREHOUSE,
      to: { name: 'Pune', at: [73.857, 18.52] },
      trail: [[75.124, 15.365]],
      position: { name: 'Kolhapur hub', at: [74.243, 16.705] },
    })
  })

  test('has no end on a shared page', () => {
    expect(sharedRoute(ORDER, eventsOf(KOLHAPUR)).to).toBeNull()
  })

  test('has no trail before it is seen, nor after its place was taken back', () => {
    const nowhere = { ...ORDER, locationLat: null, locationLng: null, locationLabel: null }
    expect(routeOf(nowhere, eventsOf(HUBBALLI, at(null, null, null)))).toMatchObject({
      trail: [],
      position: null,
    })
  })
})

test('the changes of status are told in their order', () => {
  const events = eventsOf({ kind: 'status', data: { from: null, to: 'placed' } }, HUBBALLI, {
    kind: 'status',
    data: { from: 'placed', to: 'confirmed' },
  })
  expect(statusChanges(events)).toEqual([
    { status: 'placed', at: '2026-11-20T10:00:00Z' },
    { status: 'confirmed', at: '2026-11-20T12:00:00Z' },
  ])
})

describe('the history', () => {
  const words = (
    change: Change,
    amount: Parameters<typeof historyOf>[1] = { total: 129_900, currency: 'INR' },
  ) => historyOf(eventsOf(change), amount).map(({ text, moment }) => (moment ? `${text} ${moment}` : text))

  test('is told newest first, without the stages', () => {
    const history = historyOf(
      eventsOf(HUBBALLI, { kind: 'status', data: { from: 'packed', to: 'shipped' } }, KOLHAPUR),
      null,
    )
    expect(history.map(({ text }) => text)).toEqual(['Kolhapur hub', 'Hubballi hub'])
  })

  test('puts each event into words', () => {
    expect(words({ kind: 'partner', data: { name: 'Ravi K', phone: null } })).toEqual([
      'Ravi K brings your order',
    ])
    expect(words({ kind: 'note', data: { note: 'Ring twice' } })).toEqual(['“Ring twice”'])
    const [early, late] = ['2026-11-22T10:00:00Z', '2026-11-23T10:00:00Z']
    expect(words({ kind: 'eta', data: { from: null, to: early } })).toEqual([`Arrival planned for ${early}`])
    expect(words({ kind: 'eta', data: { from: early, to: late } })).toEqual([`Arrival put off until ${late}`])
    expect(words({ kind: 'eta', data: { from: late, to: early } })).toEqual([
      `Arrival brought forward to ${early}`,
    ])
    expect(words({ kind: 'eta', data: { from: late, to: null } })).toEqual(['No planned arrival any more'])
    expect(words({ kind: 'payment', data: { from: 'pending', to: 'paid', refundDue: false } })).toEqual([
      '₹1,299 paid',
    ])
    expect(words({ kind: 'payment', data: { from: 'paid', to: 'paid', refundDue: true } })).toEqual([
      '₹1,299 will be refunded',
    ])
    expect(words({ kind: 'payment', data: { problem: 'extra_payment' } })).toEqual([
      'A second payment arrived; it will be refunded',
    ])
  })

  test('names no amount to those who are not to know it', () => {
    expect(words({ kind: 'payment', data: { from: 'pending', to: 'paid' } }, null)).toEqual([
      'The amount paid',
    ])
  })
})
