import { z } from 'zod'
import { camelKeys } from '@/lib/camel'
import { ORDER_STATUSES, PAYMENT_METHODS, PAYMENT_STATUSES } from './rules'

export const instant = z.iso.datetime({ offset: true })
/** Minor units of a currency. */
export const amount = z.int().nonnegative()
export const asOf = z.string().nullable()
export const orderStatus = z.enum(ORDER_STATUSES)
export const paymentMethod = z.enum(PAYMENT_METHODS)
export const paymentStatus = z.enum(PAYMENT_STATUSES)

export type { OrderStatus } from './rules'

const productRow = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    price: amount,
    currency: z.string(),
    image_path: z.string().nullable(),
    stock: z.int().nonnegative(),
  })
  .transform(camelKeys)

/** What SQL function `get_shop` answers. */
export const shopRow = z.object({ products: z.array(productRow), as_of: asOf })

/** Something to buy. `price` is in minor units of `currency`. */
export type Product = z.infer<typeof productRow>

export const orderItemRow = z
  .object({
    product_id: z.uuid(),
    slug: z.string(),
    image_path: z.string().nullable(),
    name: z.string(),
    unit_price: amount,
    quantity: z.int().positive(),
    is_active: z.boolean(),
  })
  .transform(camelKeys)

/** A line of an order, name and price as they were when it was placed; `isActive`: it can still be bought. */
export type OrderItem = z.infer<typeof orderItemRow>

/** What every list of orders has of each. */
export const orderShape = {
  id: z.uuid(),
  order_number: z.string(),
  status: orderStatus,
  payment_method: paymentMethod,
  payment_status: paymentStatus,
  refund_due: z.boolean(),
  total: amount,
  currency: z.string(),
  eta: instant.nullable(),
  created_at: instant,
  status_changed_at: instant,
}

/** An order as every read and write of one answers it. */
export const orderRow = z
  .object({
    ...orderShape,
    user_id: z.uuid().nullable(),
    razorpay_order_id: z.string().nullable(),
    razorpay_payment_id: z.string().nullable(),
    subtotal: amount,
    ship_name: z.string(),
    ship_phone: z.string(),
    ship_address: z.string(),
    ship_city: z.string(),
    ship_postcode: z.string(),
    delivery_partner_name: z.string().nullable(),
    delivery_partner_phone: z.string().nullable(),
    location_lat: z.number().nullable(),
    location_lng: z.number().nullable(),
    location_label: z.string().nullable(),
    note: z.string().nullable(),
    version: z.int().positive(),
    updated_at: instant,
    can_cancel: z.boolean(),
    payment_due_at: instant.nullable(),
  })
  .transform(camelKeys)

/** `paymentDueAt`: until when the stock is held for an online payment that has not come yet. */
export type Order = z.infer<typeof orderRow>

const myOrderRow = z.object({ ...orderShape, items: z.array(orderItemRow) }).transform(camelKeys)

/** What SQL function `get_my_orders` answers. */
export const myOrdersRow = z.object({ orders: z.array(myOrderRow), has_more: z.boolean(), as_of: asOf })

/** An order in the shopper's list. */
export type MyOrder = z.infer<typeof myOrderRow>
export type MyOrders = { orders: MyOrder[]; hasMore: boolean }
