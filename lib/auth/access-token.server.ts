import 'server-only'
import { cookies } from 'next/headers'
import { serverEnv } from '@/lib/env.server'
import { sessionCookieName } from '@/lib/supabase/cookie-name'
import { accessTokenFromCookies } from '@/lib/supabase/session-cookie'

/** The access token that this request carries, unverified, or null. */
export async function requestAccessToken(): Promise<string | null> {
  const store = await cookies()
  const name = sessionCookieName(serverEnv().NEXT_PUBLIC_SUPABASE_URL)
  return accessTokenFromCookies(name, (cookie) => store.get(cookie)?.value)
}
