import { z } from 'zod'

/** Names the account it wants: see `requireSameUser`. */
export const settingsInput = z.object({ userId: z.uuid() })

export const orderEmailsInput = z.object({ enabled: z.boolean() })

/** What the browser's push service gave out; the database checks the keys once more. */
export const subscriptionInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  p256dh: z.string().min(80).max(101),
  auth: z.string().min(16).max(42),
  label: z.string().trim().max(100),
})

export const idInput = z.object({ id: z.uuid() })

export const unsubscribeInput = z.object({ token: z.uuid('This link is not complete.') })
