'use client'

import type { SupabaseClient } from '@supabase/supabase-js'
import { readPublicSettings } from '@/lib/env'
import { socketOptions } from '@/lib/realtime/socket-options'
import { sessionCookieName } from './cookie-name'

/** Nothing else of the client is loaded: rows are read and written by server actions. */
type BrowserDb = Pick<SupabaseClient, 'auth' | 'realtime'>

let loading: Promise<BrowserDb> | undefined

/**
 * The one Supabase client of this tab, with its one socket. It is loaded on first use, so that a page paints
 * before 47 KB of client arrive.
 */
export function browserDb(): Promise<BrowserDb> {
  loading ??= connect().catch((error) => {
    // Its code may not have come through; the next call asks again.
    loading = undefined
    throw error
  })
  return loading
}

async function connect(): Promise<BrowserDb> {
  const { createBrowserClient } = await import('@supabase/ssr')
  const { supabaseUrl, publishableKey } = readPublicSettings()
  return createBrowserClient(supabaseUrl, publishableKey, {
    cookieOptions: { name: sessionCookieName(supabaseUrl), secure: location.protocol === 'https:' },
    // Links in mails are settled by the server (/auth/confirm), never by the page they lead to.
    auth: { detectSessionInUrl: false },
    realtime: socketOptions,
  })
}
