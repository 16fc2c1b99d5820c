import { z } from 'zod'
import { deskInput } from './inputs'
import { ORDER_STATUSES } from './rules'

const { search, status, payment } = deskInput.shape

/** `after`: the last order of the page before; null for the first page. */
export const exportInput = z.object({
  search,
  status,
  payment,
  after: z.object({ createdAt: z.iso.datetime({ offset: true }), id: z.uuid() }).nullable(),
})

export type ExportArgs = z.output<typeof exportInput>

/** The same step for several orders, each as it was seen. */
export const orderStatusesInput = z.object({
  status: z.enum(ORDER_STATUSES),
  orders: z
    .array(z.object({ id: z.uuid(), version: z.int().positive() }))
    .min(1)
    .max(50),
})
