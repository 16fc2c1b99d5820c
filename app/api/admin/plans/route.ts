import { etag } from '@/lib/action/preconditions'
import { reply } from '@/lib/action/reply'
import { resource, route } from '@/lib/action/route.server'
import { createPlanOperation } from '@/lib/plans/operations'
import { createPlan } from '@/lib/plans/writes.server'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(createPlanOperation, async ({ body, idempotencyKey, db }) => {
    const plan = await createPlan(db, { fields: body, idempotencyKey })
    return reply(plan, { location: `/api/plans/${plan.id}`, etag: etag(plan.version) })
  }),
})
