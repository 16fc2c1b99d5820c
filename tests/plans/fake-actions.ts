import type { FakePlans } from './fake-plans'

let plans: FakePlans

/** The plans that the actions below reach from now on. */
export function serveActions(served: FakePlans): void {
  plans = served
}

/** In place of `lib/plans/actions`: `vi.mock('@/lib/plans/actions', () => import('./fake-actions'))`. */
export const getPlanCatalog: FakePlans['getPlanCatalog'] = (input) => plans.getPlanCatalog(input)
export const getPlanFeed: FakePlans['getPlanFeed'] = (input) => plans.getPlanFeed(input)
export const getPortfolio = () => plans.getPortfolio()
export const investInPlan: FakePlans['investInPlan'] = (input) => plans.investInPlan(input)
export const followPlan = ({ planId }: { planId: string }) => plans.setFollowing(planId, true)
export const unfollowPlan = ({ planId }: { planId: string }) => plans.setFollowing(planId, false)

/** What only administrators' pages call. */
async function unused(): Promise<never> {
  throw new Error('No page under test calls this.')
}
export const getPlanDesk = unused
export const getPlanImpact = unused
export const getPlanHistory = unused
export const getOlderPlanChanges = unused
export const getRecentPlanChanges = unused
