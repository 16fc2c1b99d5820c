export const DESK_SORTS = ['newest', 'oldest', 'total', 'updated', 'waiting', 'eta'] as const
/** Ways and states of payment, and money that the shop owes. */
export const DESK_PAYMENTS = [
  'cod',
  'razorpay',
  'pending',
  'paid',
  'failed',
  'refunded',
  'refund_due',
] as const
