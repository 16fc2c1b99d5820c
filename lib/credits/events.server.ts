import 'server-only'
import type { StreamEvent } from '@/lib/realtime/event-stream'
import { type LiveEvents, logEvents } from '@/lib/realtime/live-events'
import type { Db } from '@/lib/supabase/db.server'
import { readCreditAccount, readEntriesAfter } from './queries.server'
import type { LedgerEntry } from './schema'

/**
 * Every change of a balance, for clients that are not React. The ledger is the log: its writer takes the creator's
 * lock first, so ids grow in the order in which entries become visible.
 */
export function creditEvents(db: Db, userId: string): LiveEvents<number> {
  return logEvents({
    watch: [{ table: 'credit_transactions', filter: `user_id=eq.${userId}` }],
    async latest() {
      const { data } = await readCreditAccount(db, 1)
      return { id: data.entries[0]?.id ?? 0, data: { credits: data.balance.credits } }
    },
    async after(id) {
      // This read puts on the ledger what has lapsed since.
      const { data } = await readCreditAccount(db, 1)
      const { entries, hasMore } = await readEntriesAfter(db, userId, id)
      return { events: entries.map(toEvent), hasMore, staleAt: data.nextExpiryAt }
    },
  })
}

function toEvent({ id, delta, balanceAfter, reason, createdAt }: LedgerEntry): StreamEvent {
  return {
    event: 'BALANCE_CHANGED',
    id: String(id),
    data: { credits: balanceAfter, delta, reason, timestamp: createdAt },
  }
}
