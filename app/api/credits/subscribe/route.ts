import { eventRoute } from '@/lib/action/event-route.server'
import { creditEvents } from '@/lib/credits/events.server'

/** The caller's balance as an event stream: CONNECTED, then BALANCE_CHANGED with the id of its ledger entry. */
export const GET = eventRoute({
  access: 'signed-in',
  events: ({ session, db }) => creditEvents(db, session.userId),
})
