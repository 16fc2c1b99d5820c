import { isOwnWrite } from '@/lib/action/own-writes'
import { liveQuery } from '@/lib/realtime/live-query'
import { getCreditAccount, getCreditDesk } from './actions'
import { changesElsewhere } from './ledger'

/**
 * The account of one creator. The ledger is watched too: a DELETE of credits reaches no filter on `user_id`,
 * but the entry that it leaves does. Both events of one commit cost one read.
 */
export const creditAccount = liveQuery({
  name: 'credits.account',
  watch: ({ userId }: { userId: string }) => [
    { table: 'user_credits', filter: `user_id=eq.${userId}` },
    { table: 'credit_transactions', filter: `user_id=eq.${userId}` },
  ],
  read: getCreditAccount,
  staleAt: ({ nextExpiryAt }) => nextExpiryAt,
  lastKnown: { version: 1 },
  countChanges: (previous, next, { userId }) =>
    changesElsewhere(previous.entries, next.entries, userId, isOwnWrite).length,
})

export type DeskArgs = { search: string; page: number; creatorId: string | null }

/** The administrators' page: a change of any creator's credits moves it, and so does a new account or name. */
export const creditDesk = liveQuery({
  name: 'credits.desk',
  watch: (_: DeskArgs) => [{ table: 'user_credits' }, { table: 'profiles' }],
  read: getCreditDesk,
})
