import type { NextRequest } from 'next/server'
import { problem } from '@/lib/action/problem'
import { serverEnv } from '@/lib/env.server'
import { log } from '@/lib/log.server'
import { unsubscribeInput } from '@/lib/notices/inputs'
import { unsubscribe } from '@/lib/notices/writes.server'
import { AppError } from '@/lib/result'
import { dbWithToken } from '@/lib/supabase/db.server'
import { neutralMessage } from '@/lib/supabase/errors'

/** For mail programs with an unsubscribe button of their own (RFC 8058): no cookie, the token is the proof. */
export async function POST(request: NextRequest): Promise<Response> {
  const input = unsubscribeInput.safeParse({ token: request.nextUrl.searchParams.get('token') })
  if (!input.success) return problem({ code: 'invalid_input', message: 'This link is not complete.' })
  try {
    await unsubscribe(dbWithToken(null), input.data.token)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (error instanceof AppError) return problem(error)
    log.error({ err: error }, 'unsubscribe failed')
    return problem({ code: 'internal', message: neutralMessage('internal') })
  }
}

/** For people whose mail program only opens the address: off to the page with the button. */
export function GET(request: NextRequest): Response {
  const token = request.nextUrl.searchParams.get('token') ?? ''
  return Response.redirect(new URL(`/unsubscribe/${encodeURIComponent(token)}`, serverEnv().APP_URL), 303)
}
