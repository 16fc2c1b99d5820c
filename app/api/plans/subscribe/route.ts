import { eventRoute } from '@/lib/action/event-route.server'
import { resource } from '@/lib/action/route.server'
import { planChangeEvents } from '@/lib/plans/events.server'
import { subscribePlansOperation } from '@/lib/plans/operations'

/** Changes of plans as an event stream: CONNECTED, then CREATE, UPDATE and DELETE, each with its id. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: eventRoute({
    ...subscribePlansOperation,
    events: ({ query, db }) => planChangeEvents(db, query.planId ?? null),
  }),
})
