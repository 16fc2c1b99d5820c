import { z } from 'zod'
import { planRow } from './schema'

const instant = z.iso.datetime({ offset: true })

const feedPlan = z.unknown().transform((row) => ({
  plan: planRow.parse(row),
  adminEmail: z.object({ admin_email: z.string().nullish() }).parse(row).admin_email ?? null,
}))

const gonePlan = z
  .object({ plan_id: z.uuid(), at: instant, admin_email: z.string().nullable() })
  .transform(({ plan_id, at, admin_email }) => ({ planId: plan_id, at, adminEmail: admin_email }))

/** What SQL function `get_plan_feed` answers. */
export const feedRow = z.object({
  plans: z.array(feedPlan),
  gone: z.array(gonePlan),
  as_of: z.string().nullable(),
})

/** Every plan that the reader may see, who changed it last (for admins only), and what went lately. */
export type PlanFeed = { plans: z.infer<typeof feedPlan>[]; gone: z.infer<typeof gonePlan>[] }
