import { atVersion } from '@/lib/action/at-version'
import { etag, requireSeenVersion, seenVersion } from '@/lib/action/preconditions'
import { reply } from '@/lib/action/reply'
import { resource, route } from '@/lib/action/route.server'
import { deletePlanOperation, updatePlanOperation } from '@/lib/plans/operations'
import { requirePlan } from '@/lib/plans/plans.server'
import { deletePlan, savePlan } from '@/lib/plans/writes.server'
import type { Db } from '@/lib/supabase/db.server'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PUT: route(updatePlanOperation, async ({ params: { id: planId }, body, seen, idempotencyKey, db }) => {
    const { version: named, ...patch } = body
    const wanted = requireSeenVersion(seenVersion(seen, named))
    const plan = await atVersion(wanted, versionOf(db, planId), (version) =>
      savePlan(db, { planId, version, patch, idempotencyKey }),
    )
    return reply(plan, { etag: etag(plan.version) })
  }),

  DELETE: route(deletePlanOperation, async ({ params: { id: planId }, query, seen, db }) => {
    const wanted = seenVersion(seen, query.version) ?? 'any'
    return atVersion(wanted, versionOf(db, planId), (version) => deletePlan(db, { planId, version }))
  }),
})

function versionOf(db: Db, planId: string) {
  return async () => (await requirePlan(db, planId)).version
}
