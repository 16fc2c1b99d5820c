import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from '@/lib/auth/path-header'
import { contentSecurityPolicy } from '@/lib/csp'
import { serverEnv } from '@/lib/env.server'
import { isForeignName } from '@/lib/loopback-host'
import { refreshSession } from '@/lib/supabase/session.proxy'

/** Keeps the session fresh and sets the Content-Security-Policy. Access is checked by pages and actions themselves. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (isRebound(request)) return new NextResponse('Open this by its own address.', { status: 403 })
  const writeSession = await refreshSession(request)
  const policy = newPolicy()

  // After the refresh, which may have replaced the request's cookies.
  const headers = new Headers(request.headers)
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  // Next.js reads the nonce for its own scripts from the policy of the request.
  headers.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  writeSession(response)
  return response
}

// Prefetches are not left out: one that met an ended session would cache the way to the sign-in page.
export const config = { matcher: '/((?!_next/static|_next/image|icon.svg|products/|api/health).*)' }

/** With demo accounts anyone who gets here may sign in, as an administrator too: only this machine may. */
function isRebound({ headers }: NextRequest): boolean {
  const { APP_URL, ROWCAST_DEMO_ACCOUNTS } = serverEnv()
  return ROWCAST_DEMO_ACCOUNTS.length > 0 && isForeignName(headers.get('host'), APP_URL)
}

function newPolicy(): string {
  const env = serverEnv()
  return contentSecurityPolicy({
    nonce: crypto.randomUUID().replaceAll('-', ''),
    supabaseUrl: env.NEXT_PUBLIC_SUPABASE_URL,
    isHttps: env.APP_URL.startsWith('https:'),
    isDevelopment: process.env.NODE_ENV === 'development',
    usesRazorpay: env.RAZORPAY_KEY_ID !== undefined,
    tileUrl: env.MAP_TILE_URL,
  })
}
