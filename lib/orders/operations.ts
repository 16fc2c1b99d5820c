import { z } from 'zod'
import { operation } from '@/lib/action/operation'
import type { DeskOrder } from './desk-schema'
import { deskInput, trackingPatch } from './inputs'
import type { Order } from './schema'
import { TRACKING_COLUMNS } from './tracking-columns'

const instant = z.iso.datetime({ offset: true })
const count = z.int().nonnegative()
const version = z.int().positive()
const { status, payment, sort, search, page } = deskInput.shape
const orderStatus = status.unwrap()

const paymentMethod = z.enum(['razorpay', 'cod'])
const paymentStatus = z.enum(['pending', 'paid', 'failed', 'refunded'])

const shown = {
  id: z.uuid(),
  orderNumber: z.string().describe('What people say on the phone, such as RC-7K2M9QXA.'),
  status: orderStatus,
  paymentMethod,
  paymentStatus,
  refundDue: z.boolean().describe('Paid, and the order came to nothing.'),
  total: count,
  currency: z.string().length(3),
  shipName: z.string(),
  shipPhone: z.string(),
  shipCity: z.string(),
  shipPostcode: z.string(),
  deliveryPartnerName: z.string().nullable(),
  locationLabel: z.string().nullable(),
  eta: instant.nullable(),
  version,
  createdAt: instant,
  updatedAt: instant,
  statusChangedAt: instant,
}

const listedOrder = z
  .object({ ...shown, itemCount: count, summary: z.string() })
  .meta({ id: 'ListedOrder' }) satisfies z.ZodType<DeskOrder>

const orderAnswer = z
  .object({
    ...shown,
    userId: z.uuid().nullable().describe('Null once the account is gone.'),
    subtotal: count,
    shipAddress: z.string(),
    razorpayOrderId: z.string().nullable(),
    razorpayPaymentId: z.string().nullable(),
    deliveryPartnerPhone: z.string().nullable(),
    locationLat: z.number().nullable(),
    locationLng: z.number().nullable(),
    note: z.string().nullable().describe('The latest word of the shop to the shopper.'),
    canCancel: z.boolean(),
    paymentDueAt: instant.nullable(),
  })
  .meta({ id: 'Order' }) satisfies z.ZodType<Order>

export const manageOrdersOperation = operation({
  method: 'GET',
  path: '/api/orders/manage',
  summary: 'A page of all orders',
  description: 'Searches number, name, phone, city, postcode and e-mail address.',
  access: 'admin',
  query: z.object({
    search: search.default(''),
    status: orderStatus.optional(),
    payment: payment.unwrap().optional(),
    sort: sort.default('newest'),
    page: z.coerce.number().pipe(page).default(1),
  }),
  answer: {
    status: 200,
    schema: z.object({
      orders: z.array(listedOrder),
      totalCount: count.describe('Of all pages.'),
      counts: z.partialRecord(orderStatus, count).describe('In each status, whichever is chosen.'),
      pageSize: z.int().positive(),
    }),
    description: 'The orders',
  },
})

/** The column names of the database will do, too. */
function respell(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json
  const fieldOf = new Map<string, string>([['order_id', 'orderId'], ...TRACKING_COLUMNS])
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [fieldOf.get(name) ?? name, value]))
}

export const updateTrackingOperation = operation({
  method: 'PUT',
  path: '/api/orders/tracking',
  summary: 'Sets status, place, courier, arrival or a note of an order',
  description:
    'What is not named stays; null clears. Names the version that was seen, by If-Match (outdated: 412) or in the body (outdated: 409); `details` of the refusal has the present state. A status that cannot follow is refused (409). The names of the columns, such as delivery_partner_name, are taken as well.',
  access: 'admin',
  body: { schema: trackingPatch.extend({ orderId: z.uuid(), version: version.optional() }), respell },
  seenVersion: 'required',
  answer: { status: 200, schema: orderAnswer, description: 'The order as it is now' },
  errors: ['not_found', 'conflict'],
})
