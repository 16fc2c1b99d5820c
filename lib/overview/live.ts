import { liveQuery } from '@/lib/realtime/live-query'
import { getOverview } from './actions'

/** The administrators' home: a change in any system moves it. */
export const overview = liveQuery({
  name: 'overview',
  watch: (_: Record<string, never>) => [
    { table: 'orders' },
    { table: 'credit_transactions' },
    { table: 'plan_changes' },
    { table: 'plan_holdings' },
    { table: 'profiles' },
  ],
  read: () => getOverview(),
  staleAt: ({ nextEndAt }) => nextEndAt,
})
