import { z } from 'zod'
import { DESK_PAYMENTS, DESK_SORTS } from './desk-choices'
import { ORDER_STATUSES, PAYMENT_METHODS } from './rules'

const id = z.uuid()
const idempotencyKey = z.uuid()
/** With its offset, because the time zone of the server is nobody's. */
const instant = z.iso.datetime({ offset: true })

const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9(][0-9 ()./-]{3,22}[0-9]$/, 'Enter a phone number, such as +91 98765 43210.')
  .refine((value) => digitsOf(value) >= 5 && digitsOf(value) <= 15, 'A phone number has 5 to 15 digits.')

const line = (most: number, missing: string) =>
  z.string().trim().min(1, missing).max(most, `Use at most ${most} characters.`)

export const shippingInput = z.object({
  name: line(80, 'Enter the name of who receives it.'),
  phone,
  address: line(300, 'Enter street and number.').min(3, 'Enter street and number.'),
  city: line(80, 'Enter a city.'),
  postcode: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,10}[A-Za-z0-9]$/, 'Enter a postcode of 3 to 12 letters and digits.'),
})

export const placeOrderInput = z.object({
  items: z
    .array(z.object({ productId: id, quantity: z.int().min(1).max(99) }))
    .min(1, 'Your cart is empty.')
    .max(50, 'An order has at most 50 lines.'),
  shipping: shippingInput,
  paymentMethod: z.enum(PAYMENT_METHODS, { error: 'Choose how to pay.' }),
  /** What the shopper has seen, in minor units: another total is refused. */
  expectedTotal: z.int().nonnegative().nullable(),
  idempotencyKey,
})

export const orderInput = z.object({ orderId: id })
/** `paid_and_left`: the browser never comes back, only the gateway's message does. */
export const testPaymentInput = z.object({
  orderId: id,
  outcome: z.enum(['paid', 'failed', 'paid_and_left']),
})
export const ownOrderInput = z.object({ userId: id, orderId: id })
export const myOrdersInput = z.object({ userId: id })
export const olderOrdersInput = z.object({
  userId: id,
  before: z.object({ createdAt: instant, id }),
})
export const shareInput = z.object({ orderId: id, days: z.int().min(1).max(60) })
export const sharedOrderInput = z.object({ token: z.string().min(20).max(100) })

const optionalText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Use at most ${most} characters.`)
    .transform((text) => (text === '' ? null : text))
    .nullable()

/** What admins set of an order; fields that are not named stay. */
export const trackingPatch = z.strictObject({
  status: z.enum(ORDER_STATUSES).optional(),
  deliveryPartnerName: optionalText(80).optional(),
  deliveryPartnerPhone: z
    .union([z.literal('').transform(() => null), phone])
    .nullable()
    .optional(),
  locationLat: z.number().min(-90).max(90).nullable().optional(),
  locationLng: z.number().min(-180).max(180).nullable().optional(),
  locationLabel: optionalText(120).optional(),
  eta: instant.nullable().optional(),
  note: optionalText(500).optional(),
})

export type TrackingPatch = z.output<typeof trackingPatch>

export const updateTrackingInput = z.object({
  orderId: id,
  version: z.int().positive(),
  patch: trackingPatch,
})

export const deskInput = z.object({
  search: z.string().trim().max(100),
  status: z.enum(ORDER_STATUSES).nullable(),
  payment: z.enum(DESK_PAYMENTS).nullable(),
  sort: z.enum(DESK_SORTS),
  page: z.int().min(1).max(10_000),
})

/** What a page of the administrators' table shows; null is any. */
export type DeskArgs = z.output<typeof deskInput>

export const analyticsInput = z.object({
  days: z.int().min(1).max(366),
  timeZone: z.string().min(1).max(60),
})

function digitsOf(text: string): number {
  return text.replace(/[^0-9]/g, '').length
}
