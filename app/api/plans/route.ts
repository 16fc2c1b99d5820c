import { resource, route } from '@/lib/action/route.server'
import { listPlansOperation } from '@/lib/plans/operations'
import { readPlans } from '@/lib/plans/plans.server'
import { readPublicCatalog } from '@/lib/plans/queries.server'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listPlansOperation, async ({ session, db }) => ({
    plans:
      session === null ? (await readPublicCatalog(null, { heldFromUs: null })).data : await readPlans(db),
  })),
})
