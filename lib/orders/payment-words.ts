import type { Order } from './schema'

type PaymentBadge = { label: string; variant: 'neutral' | 'success' | 'warning' | 'destructive' | 'info' }

/** How an order stands with its money, in a word or two. */
export function paymentBadge({
  paymentMethod,
  paymentStatus,
  refundDue,
  status,
}: Pick<Order, 'paymentMethod' | 'paymentStatus' | 'refundDue' | 'status'>): PaymentBadge {
  if (refundDue) return { label: 'Refund on its way', variant: 'info' }
  if (paymentStatus === 'refunded') return { label: 'Refunded', variant: 'info' }
  if (paymentStatus === 'paid') return { label: 'Paid', variant: 'success' }
  if (status === 'cancelled' || status === 'returned') return { label: 'Nothing to pay', variant: 'neutral' }
  if (paymentStatus === 'failed') return { label: 'Failed', variant: 'destructive' }
  return { label: paymentMethod === 'cod' ? 'Due at the door' : 'Open', variant: 'warning' }
}
