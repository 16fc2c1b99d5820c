import { z } from 'zod'
import { camelKeys } from '@/lib/camel'
import { type OrderEvent, orderEventRow, sharedEventRow } from './event-schema'
import { asOf, instant, type Order, type OrderItem, orderItemRow, orderRow, orderStatus } from './schema'

const predictionRow = z
  .object({ earliest: instant, likely: instant, latest: instant, based_on: z.int().positive() })
  .transform(camelKeys)

/** When it arrives if it goes like the latest deliveries: the quick tenth, the middle, the slow tenth. */
export type Prediction = z.infer<typeof predictionRow>

const shareRow = z.object({ created_at: instant, expires_at: instant }).transform(camelKeys)
const shopperRow = z.object({ display_name: z.string(), email: z.string().nullable() }).transform(camelKeys)

/** What SQL function `get_order` answers. */
export const orderPageRow = z.object({
  order: orderRow,
  items: z.array(orderItemRow),
  events: z.array(orderEventRow),
  prediction: predictionRow.nullable(),
  shares: z.array(shareRow),
  shopper: shopperRow.nullable(),
  as_of: asOf,
})

/** All that the page of an order shows, or the drawer of the desk. `events`: the newest last. */
export type OrderPage = {
  order: Order
  items: OrderItem[]
  events: OrderEvent[]
  prediction: Prediction | null
  /** Links to it that work now. */
  shares: z.infer<typeof shareRow>[]
  /** Whose it is, for admins only; null for an account that is gone, too. */
  shopper: z.infer<typeof shopperRow> | null
}

/** What SQL function `get_shared_order` answers: nothing of the shopper, no price, no payment, no note. */
export const sharedOrderRow = z
  .object({
    order_number: z.string(),
    status: orderStatus,
    created_at: instant,
    status_changed_at: instant,
    eta: instant.nullable(),
    location_lat: z.number().nullable(),
    location_lng: z.number().nullable(),
    location_label: z.string().nullable(),
    delivery_partner_name: z.string().nullable(),
    delivery_partner_phone: z.string().nullable(),
    items: z.array(
      z
        .object({ name: z.string(), quantity: z.int().positive(), image_path: z.string().nullable() })
        .transform(camelKeys),
    ),
    events: z.array(sharedEventRow),
    prediction: predictionRow.nullable(),
    signal_id: z.uuid(),
    expires_at: instant,
    as_of: asOf,
  })
  .transform(camelKeys)

/** `signalId`: the row whose change says that there is something new. */
export type SharedOrder = Omit<z.infer<typeof sharedOrderRow>, 'asOf'>

export const shareLinkRow = z.object({ token: z.string(), expires_at: instant }).transform(camelKeys)

/** A new link: its token is told this once. */
export type ShareLink = z.infer<typeof shareLinkRow>
