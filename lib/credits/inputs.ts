import { z } from 'zod'

/** Upper bound of one change, so that a slip of the keyboard stays small; the database enforces its own. */
export const MAX_CHANGE = 1_000_000

const amount = z
  .int('Enter a whole number.')
  .min(1, 'Enter at least 1.')
  .max(MAX_CHANGE, `Enter at most ${MAX_CHANGE}.`)
const delta = z
  .int('Enter a whole number.')
  .min(-MAX_CHANGE, `Enter at least −${MAX_CHANGE}.`)
  .max(MAX_CHANGE, `Enter at most ${MAX_CHANGE}.`)
  .refine((value) => value !== 0, 'Enter a number other than 0.')
const reason = z.string().trim().min(1, 'Say what it is for.').max(200, 'Use at most 200 characters.')
const idempotencyKey = z.uuid()
const userId = z.uuid()

export const accountInput = z.object({ userId })
export const olderEntriesInput = z.object({ userId, beforeId: z.int().positive() })
export const spendInput = z.object({ amount, reason, idempotencyKey })
export const purchaseInput = z.object({ packageId: z.string().min(1).max(100), idempotencyKey })
export const cancelInput = z.object({ grantId: z.uuid() })
export const deskInput = z.object({
  search: z.string().trim().max(100),
  page: z.int().min(1).max(10_000),
  creatorId: userId.nullable(),
})
/** The same from the search parameters of a page, where nonsense counts as absent. */
export const deskParams = z.object({
  search: deskInput.shape.search.catch(''),
  page: z.coerce.number().pipe(deskInput.shape.page).catch(1),
  creatorId: deskInput.shape.creatorId.catch(null),
})
export const grantInput = z.object({ userId, amount, reason, idempotencyKey })
export const correctInput = z.object({ userId, delta, reason, idempotencyKey })
