import type { EmailOtpType } from '@supabase/supabase-js'
import type { NextRequest } from 'next/server'
import { safePath } from '@/lib/auth/safe-path'
import { authForRequest } from '@/lib/supabase/auth.server'

const LINK_TYPES: readonly EmailOtpType[] = [
  'signup',
  'recovery',
  'email',
  'email_change',
  'magiclink',
  'invite',
]

/**
 * Where the links of mails end: `token_hash` and `type`, or the `code` of a PKCE flow that began in this browser.
 * Signs in and goes on to `next`; a link that does not work any more leads to the sign-in page.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const params = request.nextUrl.searchParams
  const isSettled = await settle(params)
  const path = isSettled ? safePath(params.get('next')) : '/sign-in?notice=link'
  return new Response(null, {
    status: 303,
    // The answer carries a session and came from a URL that carries a token.
    headers: { location: path, 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' },
  })
}

async function settle(params: URLSearchParams): Promise<boolean> {
  const auth = await authForRequest()
  const code = params.get('code')
  if (code !== null) return (await auth.exchangeCodeForSession(code)).error === null

  const tokenHash = params.get('token_hash')
  const type = LINK_TYPES.find((known) => known === params.get('type'))
  if (tokenHash === null || type === undefined) return false
  return (await auth.verifyOtp({ token_hash: tokenHash, type })).error === null
}
