import { z } from 'zod'
import { NOTIFICATION_TYPES } from './kinds'

/**
 * A path of this app, as a browser reads it: `//host`, `/\host` and both with a tab or a line break in between would
 * lead elsewhere. The database refuses them too.
 */
const link = z
  .string()
  .max(500)
  .regex(/^(?!.*\p{Cc})(?![^?#]*[/\\]{2})\//su, 'A link is a path of this app, such as /plans.')

export const inboxInput = z.object({
  userId: z.uuid(),
  /** The last one shown; null for the newest page. */
  before: z.object({ createdAt: z.iso.datetime({ offset: true }), id: z.uuid() }).nullable(),
})
export const markInput = z.object({ id: z.uuid() })
export const sendInput = z.object({
  userId: z.uuid(),
  title: z.string().trim().min(1, 'A notification has a title.').max(200, 'Use at most 200 characters.'),
  message: z.string().trim().max(1000, 'Use at most 1,000 characters.'),
  type: z.enum(NOTIFICATION_TYPES).default('info'),
  link: link.nullish(),
  idempotencyKey: z.uuid().optional(),
})

/** Where a page of the inbox begins. */
export type Cursor = NonNullable<z.output<typeof inboxInput>['before']>
export type NewNotification = Omit<z.input<typeof sendInput>, 'userId'>
