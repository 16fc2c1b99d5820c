import 'server-only'
import { createClient } from '@supabase/supabase-js'
import { serverEnv, supabaseServerUrl } from '@/lib/env.server'
import { socketOptions } from '@/lib/realtime/socket-options'
import type { Database } from './database.types'
import type { Db } from './db.server'

const TIMEOUT_MS = 10_000

/**
 * The database past row level security, for what no signed-in person does: a lint rule keeps it to webhooks and the
 * start of a payment. Null when the installation has no secret key.
 */
export function dbAsService(): Db | null {
  const key = serverEnv().SUPABASE_SECRET_KEY
  if (key === undefined) return null
  return createClient<Database>(supabaseServerUrl(), key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { retry: false, timeout: TIMEOUT_MS },
    realtime: socketOptions,
  })
}
