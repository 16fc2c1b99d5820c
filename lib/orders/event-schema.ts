import { z } from 'zod'
import { camelKeys } from '@/lib/camel'
import { instant, orderStatus, paymentStatus } from './schema'

/** Why something happened that nobody asked for: the payment never came, or the gateway said so. */
const reason = z.enum(['unpaid', 'gateway']).optional().catch(undefined)

const place = z.object({
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  label: z.string().nullable(),
})

const change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('status'),
    data: z.object({ from: orderStatus.nullable(), to: orderStatus, reason }),
  }),
  z.object({ kind: z.literal('location'), data: place }),
  z.object({
    kind: z.literal('partner'),
    data: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
  }),
  z.object({ kind: z.literal('eta'), data: z.object({ from: instant.nullable(), to: instant.nullable() }) }),
  z.object({ kind: z.literal('note'), data: z.object({ note: z.string() }) }),
  z.object({
    kind: z.literal('payment'),
    data: z
      .object({
        from: paymentStatus.optional(),
        to: paymentStatus.optional(),
        refund_due: z.boolean().optional(),
        /** Money that came and changes nothing of the order: a second payment, or one of another amount. */
        problem: z.enum(['extra_payment', 'wrong_amount']).optional(),
      })
      .transform(camelKeys),
  }),
])

/** The instant and number of an event, and what changed. */
const stamp = z.object({ id: z.int(), created_at: instant })

export const sharedEventRow = stamp
  .and(change)
  .transform(({ created_at, ...same }) => ({ ...same, createdAt: created_at }))

export const orderEventRow = stamp
  .extend({ actor: z.enum(['system', 'shopper', 'shop']), actor_name: z.string().nullable() })
  .and(change)
  .transform(({ created_at, actor_name, ...same }) => ({
    ...same,
    createdAt: created_at,
    actorName: actor_name,
  }))

/** Something that happened to an order. `actorName`: who of the shop it was, for admins only. */
export type OrderEvent = z.infer<typeof orderEventRow>
/** The same for whoever has the link. */
export type SharedEvent = z.infer<typeof sharedEventRow>
