import type { OrderStatus } from './schema'

type Words = {
  /** Where an order stands, in a table. */
  label: string
  /** What an admin does who takes it there. */
  action: string
}

/** How the shop speaks of an order among its own; shoppers read `STATUS_WORDS`. */
export const DESK_WORDS: Record<OrderStatus, Words> = {
  placed: { label: 'Placed', action: 'Place again' },
  confirmed: { label: 'Confirmed', action: 'Confirm' },
  packed: { label: 'Packed', action: 'Mark as packed' },
  shipped: { label: 'Shipped', action: 'Mark as shipped' },
  out_for_delivery: { label: 'Out for delivery', action: 'Send out for delivery' },
  delivered: { label: 'Delivered', action: 'Mark as delivered' },
  cancelled: { label: 'Cancelled', action: 'Cancel order' },
  returned: { label: 'Returned', action: 'Mark as returned' },
}

/** Steps that cannot be taken back, and that the shopper would rather not see: they are asked about first. */
export function isFinal(status: OrderStatus): boolean {
  return status === 'cancelled' || status === 'returned'
}
