import { isSame } from '@/lib/realtime/same'
import type { PlanFeed } from './feed-schema'
import type { Plan } from './schema'

/** A change of a plan as the reader may see it. A plan that is withdrawn is gone for all but admins. */
export type PlanEvent = {
  type: 'CREATE' | 'UPDATE' | 'DELETE'
  planId: string
  /** As it is now; of a plan that went, as it was last. */
  planData: Plan
  /** When it changed (ISO 8601, by Postgres); null when that is not on record any more. */
  timestamp: string | null
  /** For admins only: who made the change. Null also for SQL and the dashboard. */
  adminEmail: string | null
}

/** What has happened between two feeds of one reader: departures first, then what came or changed. */
export function planEvents(previous: PlanFeed, next: PlanFeed): PlanEvent[] {
  const known = new Map(previous.plans.map(({ plan }) => [plan.id, plan]))
  const present = new Set(next.plans.map(({ plan }) => plan.id))
  const departures = previous.plans
    .filter(({ plan }) => !present.has(plan.id))
    .map(({ plan }) => departure(plan, next))
  const changes = next.plans.flatMap(({ plan, adminEmail }): PlanEvent[] => {
    const before = known.get(plan.id)
    if (before !== undefined && isSame(before, plan)) return []
    const type = before === undefined ? 'CREATE' : 'UPDATE'
    return [{ type, planId: plan.id, planData: plan, timestamp: plan.updatedAt, adminEmail }]
  })
  return [...departures, ...changes]
}

function departure(plan: Plan, { gone }: PlanFeed): PlanEvent {
  const record = gone.find(({ planId }) => planId === plan.id)
  return {
    type: 'DELETE',
    planId: plan.id,
    planData: plan,
    timestamp: record?.at ?? null,
    adminEmail: record?.adminEmail ?? null,
  }
}
