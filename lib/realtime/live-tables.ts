import type { Database } from '@/lib/supabase/database.types'

type Table = keyof Database['public']['Tables']

/** The tables in publication `supabase_realtime`; `tests/access/publication.db.test.ts` compares the two. */
export const LIVE_TABLES = [
  'profiles',
  'user_credits',
  'credit_transactions',
  'notifications',
  'notices',
  'notice_preferences',
  'push_subscriptions',
  'plans',
  'plan_departures',
  'plan_changes',
  'plan_holdings',
  'user_plans',
  'plan_followers',
  'products',
  'product_departures',
  'orders',
  'order_events',
  'order_share_signals',
] as const satisfies readonly Table[]

export type LiveTable = (typeof LIVE_TABLES)[number]
