import 'server-only'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { cache } from 'react'
import { requestAccessToken } from '@/lib/auth/access-token.server'
import { serverEnv, supabaseServerUrl } from '@/lib/env.server'
import { socketOptions } from '@/lib/realtime/socket-options'
import type { Database } from './database.types'

export type Db = SupabaseClient<Database>

const TIMEOUT_MS = 10_000

/** The database as the person who sent this request: row level security applies. One per render. */
export const dbAsUser = cache(async (): Promise<Db> => dbWithToken(await requestAccessToken()))

/** The database as the holder of `token`, or as a visitor when there is none. Sign-in goes by `authForRequest`. */
export function dbWithToken(token: string | null): Db {
  return createClient<Database>(supabaseServerUrl(), serverEnv().NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    accessToken: async () => token,
    // A failed read is answered at once: the browser retries, and says so.
    db: { retry: false, timeout: TIMEOUT_MS },
    // No socket is opened before someone subscribes.
    realtime: socketOptions,
  })
}
