import { z } from 'zod'
import { camelKeys } from '@/lib/camel'
import type { OrderStatus } from './rules'
import { amount, asOf, instant, orderShape, orderStatus } from './schema'

const count = z.int().nonnegative()

const deskOrderRow = z
  .object({
    ...orderShape,
    ship_name: z.string(),
    ship_phone: z.string(),
    ship_city: z.string(),
    ship_postcode: z.string(),
    delivery_partner_name: z.string().nullable(),
    location_label: z.string().nullable(),
    version: z.int().positive(),
    updated_at: instant,
    item_count: count,
    summary: z.string(),
  })
  .transform(camelKeys)

/** What SQL function `get_order_desk` answers. */
export const orderDeskRow = z.object({
  orders: z.array(deskOrderRow),
  total_count: count,
  counts: z.partialRecord(orderStatus, count),
  as_of: asOf,
})

export const arrivalRows = z.array(
  z
    .object({
      id: z.uuid(),
      order_number: z.string(),
      total: amount,
      currency: z.string(),
      ship_name: z.string(),
    })
    .transform(camelKeys),
)

/** The order that came last. */
export type Arrival = z.infer<typeof arrivalRows>[number]

/** What has come in, whatever the table is filtered by. */
export type Intake = { orderCount: number; latest: Arrival | null }

/** An order in the administrators' table. */
export type DeskOrder = z.infer<typeof deskOrderRow>

/** A page of the table; `counts`: how many the search and the payment find in each status, whichever is chosen. */
export type OrderDesk = {
  orders: DeskOrder[]
  totalCount: number
  counts: Partial<Record<OrderStatus, number>>
  intake: Intake
  pageSize: number
}

const dayRow = z
  .object({ day: z.iso.date(), orders: count, revenue: amount, placed_value: amount, lost: count })
  .transform(camelKeys)
const funnelRow = z.object({ status: orderStatus, reached: count, now: count })
const stageRow = z
  .object({ status: orderStatus, orders: count, median_seconds: z.number(), slow_seconds: z.number() })
  .transform(camelKeys)

/** What SQL function `get_order_analytics` answers. */
export const orderAnalyticsRow = z
  .object({
    days: z.array(dayRow),
    funnel: z.array(funnelRow),
    stages: z.array(stageRow),
    totals: z.object({ orders: count, revenue: amount, refund_due: amount }).transform(camelKeys),
    currency: z.string(),
    time_zone: z.string(),
    as_of: asOf,
  })
  .transform(camelKeys)

/**
 * How the shop does. `revenue` is what is paid and stays, by the day of the order; `reached` counts orders that got
 * as far as a status; a stage is how long orders stay in one before they go on (`slow`: nine of ten are faster).
 */
export type OrderAnalytics = Omit<z.infer<typeof orderAnalyticsRow>, 'asOf'>
