import { formatMoney } from '@/lib/format'
import type { OrderEvent, SharedEvent } from './event-schema'
import { type LngLat, locate, type Place, WAREHOUSE } from './places'
import type { Route } from './route'
import type { Order } from './schema'
import type { StatusChange } from './timeline'

/** Where it was before; a map with more than so many bends tells less. */
const TRAIL_POINTS = 12

/** What has happened to an order besides its stages, in a sentence. */
export type HistoryEntry = {
  id: number
  kind: Exclude<OrderEvent['kind'], 'status'>
  text: string
  /** The instant with which the sentence ends (ISO 8601), if it does. */
  moment: string | null
  at: string
}

type Location = { locationLat: number | null; locationLng: number | null; locationLabel: string | null }

/** When the order came to each status, oldest first. */
export function statusChanges(events: SharedEvent[]): StatusChange[] {
  return events.flatMap((event) =>
    event.kind === 'status' ? { status: event.data.to, at: event.createdAt } : [],
  )
}

/** The way of an order on the map; to the city of the shopper, never to the house. */
export function routeOf(
  order: Location & Pick<Order, 'shipCity' | 'shipPostcode'>,
  events: SharedEvent[],
): Route {
  return { ...sharedRoute(order, events), to: locate(order.shipCity, order.shipPostcode) }
}

/** The same for whoever has the link: where it goes is not told. */
export function sharedRoute(order: Location, events: SharedEvent[]): Route {
  const position = placeOf(order)
  return { from: WAREHOUSE, to: null, trail: position ? trailOf(events, position.at) : [], position }
}

/** What an order costs; null for those who are not to know. */
export type Amount = Pick<Order, 'total' | 'currency'> | null

/** What there is to read besides the stages, newest first. */
export function historyOf(events: (OrderEvent | SharedEvent)[], amount: Amount): HistoryEntry[] {
  const total = amount ? formatMoney(amount.total, amount.currency) : 'The amount'
  const entries = events.flatMap((event) => {
    const text = event.kind === 'status' ? null : words(event, total)
    return event.kind === 'status' || text === null
      ? []
      : { id: event.id, kind: event.kind, text, moment: momentOf(event), at: event.createdAt }
  })
  return entries.toReversed()
}

function trailOf(events: SharedEvent[], position: LngLat): LngLat[] {
  const places = events.flatMap((event): LngLat[] => {
    if (event.kind !== 'location' || event.data.lat === null || event.data.lng === null) return []
    return [[event.data.lng, event.data.lat]]
  })
  const last = places.at(-1)
  const isHere = last !== undefined && last[0] === position[0] && last[1] === position[1]
  return (isHere ? places.slice(0, -1) : places).slice(-TRAIL_POINTS)
}

function placeOf({ locationLat, locationLng, locationLabel }: Location): Place | null {
  if (locationLat === null || locationLng === null) return null
  return { name: locationLabel ?? 'Your parcel', at: [locationLng, locationLat] }
}

function words(event: Exclude<OrderEvent | SharedEvent, { kind: 'status' }>, total: string): string | null {
  switch (event.kind) {
    case 'location':
      return event.data.label ?? (event.data.lat === null ? null : 'Seen on its way')
    case 'partner':
      return event.data.name === null ? null : `${event.data.name} brings your order`
    case 'eta':
      return etaWords(event.data)
    case 'note':
      return `“${event.data.note}”`
    case 'payment':
      return paymentWords(event.data, total)
  }
}

function momentOf(event: OrderEvent | SharedEvent): string | null {
  return event.kind === 'eta' ? event.data.to : null
}

function etaWords({ from, to }: { from: string | null; to: string | null }): string {
  if (to === null) return 'No planned arrival any more'
  if (from === null) return 'Arrival planned for'
  return Date.parse(to) > Date.parse(from) ? 'Arrival put off until' : 'Arrival brought forward to'
}

type PaymentData = Extract<OrderEvent, { kind: 'payment' }>['data']

function paymentWords({ to, problem, refundDue }: PaymentData, total: string): string | null {
  if (problem === 'extra_payment') return 'A second payment arrived; it will be refunded'
  if (problem === 'wrong_amount') return 'A payment of another amount arrived; the shop looks into it'
  if (refundDue) return `${total} will be refunded`
  if (to === 'paid') return `${total} paid`
  if (to === 'refunded') return `${total} refunded`
  return to === 'failed' ? 'A payment did not succeed' : null
}
