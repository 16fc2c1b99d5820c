import 'server-only'
import type { Identity } from '@/lib/auth/identity'
import { tokenOfRequest } from '@/lib/auth/request-token.server'
import { verifyAccessToken } from '@/lib/auth/verify-token.server'
import { AppError } from '@/lib/result'

/** Who sent a request to `/api`. `isByCookie`: a browser may have been made to send it by another site. */
export type RequestCaller =
  | { token: string; identity: Identity; isByCookie: boolean }
  | { token: null; identity: null; isByCookie: false }

/**
 * By `Authorization: Bearer …`, or else by the session cookie. A cookie that fails its check makes a visitor, as
 * everywhere; a token sent on purpose is refused.
 * @throws AppError
 */
export async function authenticateRequest(request: Request): Promise<RequestCaller> {
  const found = await tokenOfRequest(request)
  const identity = found && (await verifyAccessToken(found.token))
  if (found && identity) return { token: found.token, identity, isByCookie: !found.isExplicit }
  if (found?.isExplicit) {
    throw new AppError('unauthenticated', 'The access token is not valid, or not any more.')
  }
  return { token: null, identity: null, isByCookie: false }
}
