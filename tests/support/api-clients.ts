import { createHmac } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { StackStatus } from '../../supabase/local/stack.ts'

/** The unmodified client, as a person with this access token; without one, as a visitor. Nothing is stored. */
export function clientAs(stack: StackStatus, accessToken?: string): SupabaseClient {
  return createClient(stack.api_url, stack.publishable_key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    ...(accessToken === undefined ? {} : { accessToken: async () => accessToken }),
  })
}

/** Signs claims as Auth does (HS256). With a secret of one's own choice it is a forgery. */
export function signToken(claims: Record<string, unknown>, secret: string): string {
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

/** The claims in a token, unchecked. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
