import { fail } from '@/lib/result'
import type { FakeDesk } from './fake-desk'

let desk: FakeDesk

/** The desk that the actions below reach from now on. */
export function serveDesk(served: FakeDesk): void {
  desk = served
}

type Actions = FakeDesk['actions']
const elsewhere = async () => fail('internal', 'Not a page of administrators.')

/** In place of `lib/plans/actions`. */
export const getPlanDesk = () => desk.actions.getPlanDesk()
export const getPlanHistory = () => desk.actions.getPlanHistory()
export const getPlanImpact = () => desk.actions.getPlanImpact()
export const getRecentPlanChanges = () => desk.actions.getRecentPlanChanges()
export const savePlan: Actions['savePlan'] = (input) => desk.actions.savePlan(input)
export const deletePlan: Actions['deletePlan'] = (input) => desk.actions.deletePlan(input)
export const restorePlan: Actions['restorePlan'] = (input) => desk.actions.restorePlan(input)
export const tryPlanImport: Actions['tryPlanImport'] = (input) => desk.actions.tryPlanImport(input)
export const importPlans: Actions['importPlans'] = (input) => desk.actions.importPlans(input)
export const getOlderPlanChanges = elsewhere
export const createPlan = elsewhere
export const getPlanCatalog = elsewhere
export const getPlanFeed = elsewhere
export const getPortfolio = elsewhere
export const investInPlan = elsewhere
export const followPlan = elsewhere
export const unfollowPlan = elsewhere
