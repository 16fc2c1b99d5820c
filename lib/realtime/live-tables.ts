import type { Database } from '@/lib/supabase/database.types'

type Table = keyof Database['public']['Tables']

/** The tables in publication `supabase_realtime`; `tests/access/publication.db.test.ts` compares the two. */
export const LIVE_TABLES = [
  'profiles',
  'user_credits',
  'credit_transactions',
  'notifications',
  'plans',
  'plan_departures',
  'plan_changes',
  'user_plans',
  'plan_followers',
] as const satisfies readonly Table[]

export type LiveTable = (typeof LIVE_TABLES)[number]
