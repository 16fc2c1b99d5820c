import { liveQuery, type Watch } from '@/lib/realtime/live-query'
import {
  getPlanCatalog,
  getPlanDesk,
  getPlanFeed,
  getPlanHistory,
  getPlanImpact,
  getPortfolio,
  getRecentPlanChanges,
} from './actions'

/** All plans (`planId` null) or one. */
export type CatalogArgs = { planId: string | null }

/** A plan that leaves the offer sends its readers no event of its own: its departure does (decision 0307). */
export function plansAndDepartures({ planId }: CatalogArgs): Watch[] {
  if (planId === null) return [{ table: 'plans' }, { table: 'plan_departures' }]
  return [
    { table: 'plans', filter: `id=eq.${planId}` },
    { table: 'plan_departures', filter: `plan_id=eq.${planId}` },
  ]
}

/** The plans on offer. What is offered is public, so one answer serves everyone. */
export const planCatalog = liveQuery({
  name: 'plans.catalog',
  watch: plansAndDepartures,
  read: (args, request) => getPlanCatalog({ ...args, ...request }),
  lastKnown: { version: 1 },
})

/** Investments and followings of one person. Terms that a plan passes on arrive as changes of the investment. */
export const portfolio = liveQuery({
  name: 'plans.portfolio',
  watch: ({ userId }: { userId: string }) => [
    { table: 'user_plans', filter: `user_id=eq.${userId}` },
    { table: 'plan_followers', filter: `user_id=eq.${userId}` },
  ],
  read: getPortfolio,
  staleAt: ({ nextEndAt }) => nextEndAt,
  lastKnown: { version: 1 },
})

/** What `usePlanSync` tells of. The event stream reads a log instead (decision 0421). */
export const planFeed = liveQuery({ name: 'plans.feed', watch: plansAndDepartures, read: getPlanFeed })

/** The administrators' table. Of investments it needs their sum only, which has an event of its own (decision 0331). */
export const planDesk = liveQuery({
  name: 'plans.desk',
  watch: (_: Record<string, never>) => [{ table: 'plans' }, { table: 'plan_holdings' }],
  read: () => getPlanDesk(),
  staleAt: ({ nextEndAt }) => nextEndAt,
})

/** How many investments and followers a change of the plan reaches. */
export const planImpact = liveQuery({
  name: 'plans.impact',
  watch: ({ planId }: { planId: string }) => [{ table: 'plan_holdings', filter: `plan_id=eq.${planId}` }],
  read: getPlanImpact,
})

/** The newest page of one plan's history. */
export const planHistory = liveQuery({
  name: 'plans.history',
  watch: ({ planId }: { planId: string }) => [{ table: 'plan_changes', filter: `plan_id=eq.${planId}` }],
  read: getPlanHistory,
})

/** The latest changes of all plans, for admins. */
export const recentPlanChanges = liveQuery({
  name: 'plans.changes',
  watch: (_: Record<string, never>) => [{ table: 'plan_changes' }],
  read: () => getRecentPlanChanges(),
})
