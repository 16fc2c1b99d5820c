import type { OrderStatus } from './rules'

type Words = { label: string; meaning: string }

/** How a shopper is told where an order stands. */
export const STATUS_WORDS: Record<OrderStatus, Words> = {
  placed: { label: 'Order placed', meaning: 'We have your order and will confirm it shortly.' },
  confirmed: { label: 'Confirmed', meaning: 'Your order is accepted and waits to be packed.' },
  packed: { label: 'Packed', meaning: 'It is in its box and waits for the courier.' },
  shipped: { label: 'Shipped', meaning: 'It is on its way to your city.' },
  out_for_delivery: { label: 'Out for delivery', meaning: 'The courier brings it to your door.' },
  delivered: { label: 'Delivered', meaning: 'It has arrived. Enjoy it.' },
  cancelled: { label: 'Cancelled', meaning: 'This order will not be sent.' },
  returned: { label: 'Returned', meaning: 'It came back to us.' },
}
