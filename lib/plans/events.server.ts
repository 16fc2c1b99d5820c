import 'server-only'
import { z } from 'zod'
import type { StreamEvent } from '@/lib/realtime/event-stream'
import { type LiveEvents, logEvents } from '@/lib/realtime/live-events'
import { AppError } from '@/lib/result'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { plansAndDepartures } from './live'
import { readPlan } from './plans.server'
import { planRow } from './schema'

/** What SQL function `get_plan_events` answers. */
const eventsRow = z.object({
  events: z.array(
    z.object({
      id: z.int(),
      type: z.enum(['CREATE', 'UPDATE', 'DELETE']),
      plan: planRow,
      at: z.iso.datetime({ offset: true }),
      admin_email: z.string().nullable(),
    }),
  ),
  has_more: z.boolean(),
  for_admin: z.boolean(),
  latest: z.int(),
})

/**
 * Every change of all plans, or of one, as its reader may see it, for clients that are not React. SQL gives the log its
 * ids at the commit, so they grow in the order in which changes become visible.
 */
export function planChangeEvents(db: Db, planId: string | null): LiveEvents<number> {
  const log = logEvents({
    watch: plansAndDepartures({ planId }),
    async latest() {
      const { latest } = await readEvents(db, null, planId)
      return { id: latest, data: { planId, planData: planId && (await readPlan(db, planId)) } }
    },
    async after(id) {
      const { events, has_more, for_admin } = await readEvents(db, id, planId)
      return { events: events.map((event) => toStreamEvent(event, for_admin)), hasMore: has_more }
    },
  })
  return {
    ...log,
    async begin(lastEventId) {
      const beginning = await log.begin(lastEventId)
      // Whoever comes back may have missed its end.
      if (planId === null || beginning.isResumed || Reflect.get(beginning.data, 'planData')) return beginning
      throw new AppError('not_found', 'There is no such plan.')
    },
  }
}

async function readEvents(db: Db, after: number | null, planId: string | null) {
  const { data, error } = await db.rpc('get_plan_events', {
    ...(after !== null && { after }),
    ...(planId !== null && { plan_id: planId }),
  })
  if (error) throw toAppError(error)
  return eventsRow.parse(data)
}

type EventRow = z.infer<typeof eventsRow>['events'][number]

/** Whoever is no admin finds nothing in it about who made the change. */
function toStreamEvent({ id, type, plan, at, admin_email }: EventRow, forAdmin: boolean): StreamEvent {
  const data = { planId: plan.id, planData: plan, timestamp: at }
  return { event: type, id: String(id), data: forAdmin ? { ...data, adminEmail: admin_email } : data }
}
