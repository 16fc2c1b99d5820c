import { z } from 'zod'
import { camelKeys } from '@/lib/camel'

const instant = z.iso.datetime({ offset: true })

/** A browser that is told of new orders. */
const deviceRow = z
  .object({ id: z.uuid(), endpoint: z.string(), label: z.string(), created_at: instant })
  .transform(camelKeys)

export const settingsRow = z.object({
  order_emails: z.boolean(),
  devices: z.array(deviceRow),
  as_of: instant.nullable(),
})

export const NOTICE_STATES = ['queued', 'sending', 'sent', 'skipped', 'failed'] as const

const noticeRow = z
  .object({
    id: z.uuid(),
    channel: z.enum(['email', 'push']),
    recipient: z.string(),
    subject: z.string().nullable(),
    state: z.enum(NOTICE_STATES),
    attempts: z.int(),
    due_at: instant,
    last_error: z.string().nullable(),
    created_at: instant,
    settled_at: instant.nullable(),
  })
  .transform(camelKeys)

const count = z.int().nonnegative()

export const deskRow = z.object({
  counts: z.object({ waiting: count, sent: count, skipped: count, failed: count }),
  notices: z.array(noticeRow),
  as_of: instant.nullable(),
})

export type Device = z.output<typeof deviceRow>
export type NoticeSettings = { orderEmails: boolean; devices: Device[] }
export type Notice = z.output<typeof noticeRow>
export type NoticeDesk = Omit<z.output<typeof deskRow>, 'as_of'>
