'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/action/define-action.server'
import { requireSameUser } from '@/lib/auth/same-user'
import * as desk from './desk.server'
import * as inputs from './inputs'
import * as queries from './queries.server'
import * as writes from './writes.server'

/** The plans on offer, or one of them; visitors may look too. */
export const getPlanCatalog = defineAction({
  input: inputs.publicCatalogInput,
  access: 'public',
  run: ({ input }) => queries.readPublicCatalog(input.planId, input),
})

/** Changes of all plans or of one, as the caller may see them; e-mail addresses for admins only. */
export const getPlanFeed = defineAction({
  input: inputs.catalogInput,
  access: 'public',
  run: ({ input, db }) => queries.readPlanFeed(db, input.planId),
})

/** What the caller has invested and follows. */
export const getPortfolio = defineAction({
  input: inputs.portfolioInput,
  access: 'signed-in',
  run: ({ input, session, db }) => {
    requireSameUser(session, input.userId)
    return queries.readPortfolio(db)
  },
})

/** Invests once for each key. Error `conflict`: the terms have changed since they were seen. */
export const investInPlan = defineAction({
  input: inputs.investInput,
  access: 'signed-in',
  run: ({ input, db }) => writes.invest(db, input),
})

/** Asks for a notification with each change of the plan. */
export const followPlan = defineAction({
  input: inputs.planInput,
  access: 'signed-in',
  run: ({ input, db }) => writes.setFollowing(db, input.planId, true),
})

export const unfollowPlan = defineAction({
  input: inputs.planInput,
  access: 'signed-in',
  run: ({ input, db }) => writes.setFollowing(db, input.planId, false),
})

/** The administrators' page: all plans, what is invested in each, and those deleted last. */
export const getPlanDesk = defineAction({
  input: z.void(),
  access: 'admin',
  run: ({ db }) => desk.readPlanDesk(db),
})

/** What a change of terms reaches, and a deletion cancels. */
export const getPlanImpact = defineAction({
  input: inputs.planInput,
  access: 'admin',
  run: ({ input, db }) => desk.readPlanImpact(db, input.planId),
})

/** The newest page of a plan's history. */
export const getPlanHistory = defineAction({
  input: inputs.historyInput,
  access: 'admin',
  run: ({ input, db }) => desk.readPlanHistory(db, input.planId),
})

/** The page of the history before `beforeVersion`. */
export const getOlderPlanChanges = defineAction({
  input: inputs.olderChangesInput,
  access: 'admin',
  run: ({ input, db }) => desk.readPlanHistory(db, input.planId, input.beforeVersion),
})

/** The latest changes of all plans, for telling admins of them. */
export const getRecentPlanChanges = defineAction({
  input: z.void(),
  access: 'admin',
  run: ({ db }) => desk.readRecentChanges(db),
})

export const createPlan = defineAction({
  input: inputs.createPlanInput,
  access: 'admin',
  run: ({ input, db }) => writes.createPlan(db, input),
})

/** Changes what the patch names. Error `conflict`: the plan has changed since `version`; see `planConflict`. */
export const savePlan = defineAction({
  input: inputs.savePlanInput,
  access: 'admin',
  run: ({ input, db }) => writes.savePlan(db, input),
})

/** Deletes a plan; active investments end as cancelled. */
export const deletePlan = defineAction({
  input: inputs.deletePlanInput,
  access: 'admin',
  run: ({ input, db }) => writes.deletePlan(db, input),
})

/** Brings an earlier version back as a new one, also of a deleted plan. */
export const restorePlan = defineAction({
  input: inputs.restorePlanInput,
  access: 'admin',
  run: ({ input, db }) => writes.restorePlan(db, input),
})

/** Says of each row of a file what an import would do with it, and does nothing. */
export const tryPlanImport = defineAction({
  input: inputs.tryImportInput,
  access: 'admin',
  run: ({ input, db }) => writes.importPlans(db, input.rows, null),
})

/** Makes a plan of each good row, and says of the others what is wrong. */
export const importPlans = defineAction({
  input: inputs.importPlansInput,
  access: 'admin',
  run: ({ input, db }) => writes.importPlans(db, input.rows, input.idempotencyKey),
})
