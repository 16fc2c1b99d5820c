import { etag } from '@/lib/action/preconditions'
import { reply } from '@/lib/action/reply'
import { resource, route } from '@/lib/action/route.server'
import { getPlanOperation } from '@/lib/plans/operations'
import { requirePlan } from '@/lib/plans/plans.server'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(getPlanOperation, async ({ params, db }) => {
    const plan = await requirePlan(db, params.id)
    return reply(plan, { etag: etag(plan.version) })
  }),
})
