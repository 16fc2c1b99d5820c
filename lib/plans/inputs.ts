import { z } from 'zod'
import { readRequest } from '@/lib/action/read-request'

/** The database enforces its own limits; these are the same, so that a form can say them at once. */
export const MAX_AMOUNT = 10_000_000_000_000
export const MAX_DURATION_DAYS = 36_500
export const MAX_IMPORT_ROWS = 500

const planId = z.uuid()
const version = z.int().positive()
const idempotencyKey = z.uuid()

const NAME = 'A name has 1 to 80 characters.'
const ROI = 'The return is above 0 and below 1,000 percent, with at most 3 decimals.'
const DURATION = 'The duration is a whole number of days from 1 to 36,500.'
const MIN = 'The smallest amount is above 0, in whole minor units.'
const MAX = 'The largest amount is no less than the smallest, in whole minor units.'

const fields = {
  name: z.string().trim().min(1, NAME).max(80, NAME),
  description: z.string().max(2000, 'A description has at most 2,000 characters.'),
  roiPercent: z.number(ROI).gt(0, ROI).lt(1000, ROI).refine(hasThreeDecimals, ROI),
  durationDays: z.int(DURATION).min(1, DURATION).max(MAX_DURATION_DAYS, DURATION),
  minAmount: z.int(MIN).min(1, MIN).max(MAX_AMOUNT, MIN),
  maxAmount: z.int(MAX).min(1, MAX).max(MAX_AMOUNT, MAX),
  currency: z.string().regex(/^[A-Z]{3}$/, 'A currency is three capital letters, such as INR.'),
  isActive: z.boolean(),
}

/** What a new plan needs; the rest has defaults. */
export const newPlanFields = z
  .strictObject({
    ...fields,
    description: fields.description.default(''),
    currency: fields.currency.default('INR'),
    isActive: fields.isActive.default(true),
  })
  .refine(({ minAmount, maxAmount }) => maxAmount >= minAmount, { path: ['maxAmount'], message: MAX })

/** The fields that a change names; SQL checks the plan that comes of it as a whole. */
export const planPatch = z.strictObject(fields).partial()

export const createPlanInput = z.object({ fields: newPlanFields, idempotencyKey })
export const savePlanInput = z.object({ planId, version, patch: planPatch, idempotencyKey })
export const deletePlanInput = z.object({ planId, version })
export const restorePlanInput = z.object({ planId, version })
export const importPlansInput = z.object({
  /** Rows of a file, with the column names of `plans`; SQL says of each what is wrong with it. */
  rows: z.array(z.record(z.string(), z.unknown())).min(1).max(MAX_IMPORT_ROWS),
  idempotencyKey,
})
export const tryImportInput = importPlansInput.omit({ idempotencyKey: true })

export const catalogInput = z.object({ planId: planId.nullable() })
export const publicCatalogInput = catalogInput.extend(readRequest.shape)
export const planInput = z.object({ planId })
export const portfolioInput = z.object({ userId: z.uuid() })
export const historyInput = z.object({ planId })
export const olderChangesInput = z.object({ planId, beforeVersion: version })
export const investInput = z.object({
  planId,
  amount: z
    .int('Enter a whole number of minor units.')
    .min(1, 'Enter an amount.')
    .max(MAX_AMOUNT, 'Enter less.'),
  /** The version whose terms the investor has seen. */
  planVersion: version,
  idempotencyKey,
})

/** What is wrong with a number like 2.5001; products of decimals are off by a hair. */
function hasThreeDecimals(value: number): boolean {
  return Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6
}
