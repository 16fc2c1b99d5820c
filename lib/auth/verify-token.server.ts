import 'server-only'
import { createClient, isAuthRetryableFetchError, type SupabaseClient } from '@supabase/supabase-js'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { z } from 'zod'
import { serverEnv, supabaseServerUrl } from '@/lib/env.server'
import { AppError } from '@/lib/result'
import { neutralMessage } from '@/lib/supabase/errors'
import type { Identity } from './identity'

const AUDIENCE = 'authenticated'

/** What Supabase Auth signs with. Anything else, such as `none`, is refused unread. */
const ALGORITHMS = ['HS256', 'RS256', 'ES256']

const claimsSchema = z.object({
  sub: z.guid(),
  aud: z.literal(AUDIENCE),
  role: z.literal('authenticated'),
  email: z.string().optional(),
  is_anonymous: z.boolean().optional(),
})

/**
 * Who the token speaks for, or null when it is forged, expired or of another kind.
 * HS256 tokens are checked here when SUPABASE_JWT_SECRET is set; asymmetric ones against the project's
 * published keys, which are kept; HS256 without the secret costs one request to Auth.
 * @throws AppError `unavailable` when the keys or Auth are needed and do not answer.
 */
export async function verifyAccessToken(token: string): Promise<Identity | null> {
  const claims = claimsSchema.safeParse(await verifiedClaims(token))
  if (!claims.success) return null
  const { sub, email, is_anonymous } = claims.data
  return { userId: sub, email: email || null, isAnonymous: is_anonymous ?? false }
}

async function verifiedClaims(token: string): Promise<unknown> {
  const algorithm = algorithmOf(token)
  if (!ALGORITHMS.includes(algorithm)) return null
  const secret = serverEnv().SUPABASE_JWT_SECRET
  return secret && algorithm === 'HS256' ? claimsBySecret(token, secret) : claimsByAuth(token)
}

async function claimsBySecret(token: string, secret: string): Promise<unknown> {
  const key = new TextEncoder().encode(secret)
  const verified = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['exp'] }).catch(
    () => null,
  )
  return verified?.payload
}

async function claimsByAuth(token: string): Promise<unknown> {
  const { data, error } = await verifier()
    .auth.getClaims(token)
    // Thrown, not returned, for a token that is no JWT at all.
    .catch(() => ({ data: null, error: null }))
  if (isAuthRetryableFetchError(error)) {
    throw new AppError('unavailable', neutralMessage('unavailable'), { cause: error })
  }
  return data?.claims
}

function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? ''
  } catch {
    return ''
  }
}

let cachedVerifier: SupabaseClient | undefined

// Holds no session: it only fetches and keeps the project's public keys.
function verifier(): SupabaseClient {
  cachedVerifier ??= createClient(supabaseServerUrl(), serverEnv().NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
  return cachedVerifier
}
