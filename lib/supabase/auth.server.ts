import 'server-only'
import { createServerClient } from '@supabase/ssr'
import type { SupabaseClient } from '@supabase/supabase-js'
import { cookies } from 'next/headers'
import { serverEnv, supabaseServerUrl } from '@/lib/env.server'
import { sessionCookieName } from './cookie-name'

type Auth = SupabaseClient['auth']

/**
 * Supabase Auth bound to the cookies of this request: signing in or out writes them.
 * Only for server actions and route handlers; a page cannot set cookies.
 */
export async function authForRequest(): Promise<Auth> {
  const store = await cookies()
  const env = serverEnv()
  const client = createServerClient(supabaseServerUrl(), env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: {
      name: sessionCookieName(env.NEXT_PUBLIC_SUPABASE_URL),
      secure: env.APP_URL.startsWith('https:'),
    },
    cookies: {
      getAll: () => store.getAll(),
      setAll: (written) => {
        for (const { name, value, options } of written) store.set(name, value, options)
      },
    },
  })
  return client.auth
}
