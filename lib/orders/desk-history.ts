import { formatInstant } from '@/lib/format'
import { DESK_WORDS } from './desk-words'
import type { OrderEvent } from './event-schema'

const PAYMENT_WORDS = { pending: 'to be paid', paid: 'paid', failed: 'failed', refunded: 'refunded' }

/** An event in a line, as the shop reads it. `timeZone`: where the reader's is not known, `UTC`. */
export function eventWords(event: OrderEvent, timeZone?: string): string {
  switch (event.kind) {
    case 'status':
      return event.data.from === null ? 'Order placed' : `Status: ${DESK_WORDS[event.data.to].label}`
    case 'partner':
      return partnerWords(event.data)
    case 'location':
      return placeWords(event.data)
    case 'eta':
      return event.data.to === null
        ? 'Arrival taken back'
        : `Arrives ${formatInstant(event.data.to, timeZone)}`
    case 'note':
      return `Note: “${event.data.note}”`
    case 'payment':
      return paymentWords(event.data)
  }
}

/** Who did it, for the shop. */
export function actorWords({ actor, actorName, ...event }: OrderEvent): string {
  if (actor === 'shopper') return 'The shopper'
  if (actor === 'shop') return actorName ?? 'An administrator'
  const reason = event.kind === 'status' ? event.data.reason : undefined
  if (reason === 'unpaid') return 'Time: the payment never came'
  return event.kind === 'payment' || reason === 'gateway' ? 'The payment gateway' : 'SQL or the dashboard'
}

function partnerWords({ name, phone }: { name: string | null; phone: string | null }): string {
  const who = [name, phone].filter(Boolean).join(', ')
  return who === '' ? 'Delivery partner taken off' : `Delivery partner: ${who}`
}

type Place = { lat: number | null; lng: number | null; label: string | null }

function placeWords({ lat, lng, label }: Place): string {
  const at = lat === null || lng === null ? null : `${lat.toFixed(3)}, ${lng.toFixed(3)}`
  const where = [label, at && (label ? `(${at})` : at)].filter(Boolean).join(' ')
  return where === '' ? 'Location taken back' : `Location: ${where}`
}

type PaymentChange = Extract<OrderEvent, { kind: 'payment' }>['data']

function paymentWords({ to, refundDue, problem }: PaymentChange): string {
  if (problem === 'extra_payment') return 'Payment: paid a second time'
  if (problem === 'wrong_amount') return 'Payment: another amount than the total'
  if (refundDue) return 'Payment: a refund is due'
  return to === undefined ? 'Payment' : `Payment: ${PAYMENT_WORDS[to]}`
}
