import { z } from 'zod'

const orderData = z.object({
  subject: z.string(),
  order_id: z.uuid(),
  order_number: z.string(),
  status: z.string(),
  total: z.number().int(),
  currency: z.string().length(3),
  /** `unpaid`: nobody cancelled it, the payment never came. */
  reason: z.string().nullish(),
  eta: z.string().nullable(),
  items: z.array(z.object({ name: z.string(), quantity: z.number().int(), unit_price: z.number().int() })),
})

const common = {
  id: z.uuid(),
  lease: z.uuid(),
  attempts: z.number().int(),
  kind: z.string(),
  data: orderData,
}

/** A notice that is leased to this worker, as `claim_notices` hands it out. */
export const noticeSchema = z.discriminatedUnion('channel', [
  z.object({
    ...common,
    channel: z.literal('email'),
    recipient: z.object({ email: z.string(), name: z.string() }),
    unsubscribe_token: z.uuid(),
  }),
  z.object({
    ...common,
    channel: z.literal('push'),
    subscription: z.object({ id: z.uuid(), endpoint: z.string(), p256dh: z.string(), auth: z.string() }),
  }),
])

export const claimSchema = z.object({
  notices: z.array(noticeSchema),
  /** Milliseconds until a retry is due or a lease ends; null when nothing waits. */
  next_due_in_ms: z.number().nullable(),
})

export type Notice = z.infer<typeof noticeSchema>
export type EmailNotice = Extract<Notice, { channel: 'email' }>
export type PushNotice = Extract<Notice, { channel: 'push' }>
export type OrderData = z.infer<typeof orderData>

/** How handing over a notice ended. `gone`: the browser takes no messages any more. */
export type Delivery =
  | { outcome: 'sent' }
  | { outcome: 'skipped'; error: string }
  | { outcome: 'failed'; error: string; isGone?: boolean }
  | { outcome: 'retry'; error: string; retryInSeconds?: number }
