/** In the order of a delivery that goes well, then the two ends that don't. */
export const ORDER_STATUSES = [
  'placed',
  'confirmed',
  'packed',
  'shipped',
  'out_for_delivery',
  'delivered',
  'cancelled',
  'returned',
] as const

export type OrderStatus = (typeof ORDER_STATUSES)[number]

export const PAYMENT_METHODS = ['razorpay', 'cod'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export const PAYMENT_STATUSES = ['pending', 'paid', 'failed', 'refunded'] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** What SQL function `next_order_statuses` says; a property test holds the two together. */
const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  placed: ['confirmed', 'cancelled'],
  confirmed: ['packed', 'cancelled'],
  packed: ['shipped', 'cancelled'],
  shipped: ['out_for_delivery', 'returned'],
  // Nobody at home: back to the depot, and out again.
  out_for_delivery: ['delivered', 'shipped', 'returned'],
  delivered: ['returned'],
  cancelled: [],
  returned: [],
}

/** The steps that an order can take, the one forward first. The database decides; this is what to offer. */
export function nextStatuses(status: OrderStatus): readonly OrderStatus[] {
  return NEXT[status]
}

export function canStep(from: OrderStatus, to: OrderStatus): boolean {
  return NEXT[from].includes(to)
}

/** Whether its shopper may still cancel it: not once it is packed. */
export function canCancel(status: OrderStatus): boolean {
  return status === 'placed' || status === 'confirmed'
}

/** Nothing can happen to it any more, except for the return of a delivery. */
export function isOver(status: OrderStatus): boolean {
  return status === 'delivered' || NEXT[status].length === 0
}

export type PaymentState = { status: OrderStatus; paymentMethod: PaymentMethod; paymentStatus: PaymentStatus }

/** Whether the shopper can pay online now: a failed attempt may be followed by another. */
export function canPay({ status, paymentMethod, paymentStatus }: PaymentState): boolean {
  const isOpen = paymentStatus === 'pending' || paymentStatus === 'failed'
  return paymentMethod === 'razorpay' && isOpen && status !== 'cancelled' && status !== 'returned'
}
