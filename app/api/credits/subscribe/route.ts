import { eventRoute } from '@/lib/action/event-route.server'
import { resource } from '@/lib/action/route.server'
import { creditEvents } from '@/lib/credits/events.server'
import { subscribeCreditsOperation } from '@/lib/credits/operations'

/** The caller's balance as an event stream: CONNECTED, then BALANCE_CHANGED with the id of its ledger entry. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: eventRoute({
    ...subscribeCreditsOperation,
    events: ({ session, db }) => creditEvents(db, session.userId),
  }),
})
