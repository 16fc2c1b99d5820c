import { z } from 'zod'
import { camelKeys } from '@/lib/camel'

const instant = z.iso.datetime({ offset: true })
const count = z.int().nonnegative()

/** When it happened, who did it, and the table whose change brought it to the screen. */
const stamp = z.object({
  key: z.string(),
  watched: z.string(),
  happened_at: instant,
  /** Null is SQL, the dashboard, a gateway or the clock. */
  actor_name: z.string().nullable(),
})

const named = z.object({ id: z.uuid().nullable(), name: z.string().nullable() })

const happening = z.discriminatedUnion('source', [
  z.object({
    source: z.literal('credits'),
    what: named.extend({ delta: z.int(), reason: z.string() }),
  }),
  z.object({
    source: z.literal('plans'),
    what: named.extend({ op: z.enum(['CREATE', 'UPDATE', 'DELETE']) }),
  }),
  z.object({
    source: z.literal('investments'),
    what: named.extend({ amount: z.int(), currency: z.string() }),
  }),
  z.object({
    source: z.literal('orders'),
    what: named.extend({
      kind: z.enum(['status', 'location', 'partner', 'payment', 'eta', 'note']),
      from: z.string().nullable(),
      to: z.string().nullable(),
      /** Of a payment: it has to be paid back. */
      refund_due: z.boolean(),
      /** Money that came and changes nothing of the order. */
      problem: z.enum(['extra_payment', 'wrong_amount']).nullable(),
      total: z.int(),
      currency: z.string(),
    }),
  }),
  z.object({ source: z.literal('accounts'), what: named }),
])

const happeningRow = stamp.and(happening).transform(({ happened_at, actor_name, ...same }) => ({
  ...same,
  happenedAt: happened_at,
  actorName: actor_name,
}))

/** What SQL function `get_admin_overview` answers. */
export const overviewRow = z
  .object({
    happenings: z.array(happeningRow),
    counts: z
      .object({
        people: count,
        credits: count,
        plans_on_offer: count,
        investments: count,
        orders_to_confirm: count,
        orders_on_their_way: count,
      })
      .transform(camelKeys),
    next_end_at: instant.nullable(),
    as_of: z.string().nullable(),
  })
  .transform(({ next_end_at, ...same }) => ({ ...same, nextEndAt: next_end_at }))

/** Something that happened in one of the systems. */
export type Happening = z.infer<typeof happeningRow>
/** `happenings`: the newest first. `nextEndAt`: when the next investment ends, and is counted no more. */
export type Overview = Omit<z.infer<typeof overviewRow>, 'as_of'>
