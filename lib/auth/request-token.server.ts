import 'server-only'
import { parseCookieHeader } from '@supabase/ssr'
import { decodeJwt } from 'jose'
import { serverEnv } from '@/lib/env.server'
import { sessionCookieName } from '@/lib/supabase/cookie-name'
import { accessTokenFromCookies } from '@/lib/supabase/session-cookie'

/** An access token as a request to `/api` brought it, unverified. `isExplicit`: in the Authorization header. */
export type RequestToken = { token: string; isExplicit: boolean }

/** The token of a client that sends `Authorization: Bearer …`, or else of the session cookie; null without either. */
export async function tokenOfRequest({ headers }: Request): Promise<RequestToken | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (bearer !== undefined) return { token: bearer, isExplicit: true }
  const cookies = parseCookieHeader(headers.get('cookie') ?? '')
  const token = await accessTokenFromCookies(
    sessionCookieName(serverEnv().NEXT_PUBLIC_SUPABASE_URL),
    (name) => cookies.find((cookie) => cookie.name === name)?.value,
  )
  return token === null ? null : { token, isExplicit: false }
}

/** When a verified token ends, in milliseconds since 1970. */
export function tokenExpiry(token: string): number {
  return (decodeJwt(token).exp ?? 0) * 1000
}
