import type { AnyOperation } from '@/lib/action/operation'
import { subscribeCreditsOperation } from '@/lib/credits/operations'
import * as orders from '@/lib/orders/operations'
import * as plans from '@/lib/plans/operations'

/** Everything under `/api` that is meant for others, in the order of its description. */
export const OPERATIONS = [
  plans.listPlansOperation,
  plans.getPlanOperation,
  plans.subscribePlansOperation,
  plans.createPlanOperation,
  plans.updatePlanOperation,
  plans.deletePlanOperation,
  orders.manageOrdersOperation,
  orders.updateTrackingOperation,
  subscribeCreditsOperation,
] as AnyOperation[]
