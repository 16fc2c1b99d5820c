import { setTimeout } from 'node:timers/promises'
import { createServerClient } from '@supabase/ssr'
import { decodeJwt } from 'jose'
import type { NextRequest, NextResponse } from 'next/server'
import { serverEnv, supabaseServerUrl } from '@/lib/env.server'
import { sessionCookieName } from './cookie-name'
import { accessTokenFromCookies } from './session-cookie'

/** As long as this is left, nobody refreshes: the margin that auth-js itself keeps. */
const REFRESH_MARGIN_S = 90

/** auth-js tries for half a minute to reach Auth; nobody waits that long for a page. */
const REFRESH_TIMEOUT_MS = 8_000

/** Puts the renewed session, if there is one, on a response. */
type WriteSession = (response: NextResponse) => void

/**
 * Renews a session that is about to end, before anything renders. The request's own cookies are replaced too, so
 * that the page sees the new token. It decides nothing about access and trusts nothing: an access token with time
 * left passes unread, and whoever uses it verifies it.
 */
export async function refreshSession(request: NextRequest): Promise<WriteSession> {
  const env = serverEnv()
  const name = sessionCookieName(env.NEXT_PUBLIC_SUPABASE_URL)
  const token = await accessTokenFromCookies(name, (cookie) => request.cookies.get(cookie)?.value)
  if (token === null || secondsLeft(token) > REFRESH_MARGIN_S) return () => {}

  const writes: ((response: NextResponse) => void)[] = []
  const client = createServerClient(supabaseServerUrl(), env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: { name, secure: env.APP_URL.startsWith('https:') },
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (cookies, headers) => {
        for (const cookie of cookies) request.cookies.set(cookie.name, cookie.value)
        writes.push((response) => {
          for (const { name, value, options } of cookies) {
            // Next.js copies cookies to redirects and loses a Max-Age of 0 on the way; the date survives.
            const ending = options.maxAge === 0 ? { expires: new Date(0) } : {}
            response.cookies.set(name, value, { ...options, ...ending })
          }
          // No-store headers: a cache that kept this response would hand the session to someone else.
          for (const [header, value] of Object.entries(headers)) response.headers.set(header, value)
        })
      },
    },
  })
  await Promise.race([client.auth.getSession(), setTimeout(REFRESH_TIMEOUT_MS, null, { ref: false })])
  return (response) => {
    for (const write of writes) write(response)
  }
}

function secondsLeft(token: string): number {
  try {
    return (decodeJwt(token).exp ?? 0) - Date.now() / 1000
  } catch {
    return 0
  }
}
