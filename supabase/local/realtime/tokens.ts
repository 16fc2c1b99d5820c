/**
 * Who a connection or a channel speaks as. Access tokens are verified here; `sb_` keys stand for the
 * roles anon and service_role, as Supabase's gateway maps them.
 */
import { isRecord } from './protocol.ts'
import { type SigningKeys, verifySignature } from './token-signature.ts'

/** The verified claims of one token. */
export type Claims = {
  role: string
  /** Seconds since 1970; Infinity for the project's own keys. */
  exp: number
  sub: string | null
  /** The whole payload, as Postgres gets it in `request.jwt.claims`. */
  json: string
  values: Record<string, unknown>
}

export type TokenFailure =
  | { code: 'expired'; secondsAgo: number }
  | { code: 'missing-claims' }
  | { code: 'malformed' }
  | { code: 'signature' }
  | { code: 'signer' }

export type TokenResult = { claims: Claims } | { failure: TokenFailure }

export type TokenKeys = SigningKeys & { publishableKey: string; secretKey: string }

/** Verifies an access token signed with a key of the project. Errors are returned, never thrown. */
export function verifyToken(token: string, keys: SigningKeys): TokenResult {
  const parts = token.split('.')
  const [head, body, signature] = parts
  if (parts.length !== 3 || !head || !body || signature === undefined)
    return { failure: { code: 'malformed' } }
  const header = decodePart(head)
  const payload = decodePart(body)
  if (!header || !payload) return { failure: { code: 'malformed' } }
  const verdict = verifySignature(header.value, `${head}.${body}`, Buffer.from(signature, 'base64url'), keys)
  if (verdict === 'no key') return { failure: { code: 'signer' } }
  if (verdict === 'invalid') return { failure: { code: 'signature' } }
  return readClaims(payload.value, payload.text)
}

/** The claims that one of the project's keys stands for, or null when it is neither of them. */
export function claimsOfKey(key: string, keys: TokenKeys): Claims | null {
  if (key === keys.publishableKey) return keyClaims('anon')
  if (key === keys.secretKey) return keyClaims('service_role')
  return null
}

/** How Supabase words a failed token. */
export function describeFailure(failure: TokenFailure): { code: string; text: string } {
  switch (failure.code) {
    case 'expired':
      return { code: 'InvalidJWTToken', text: `Token has expired ${failure.secondsAgo} seconds ago` }
    case 'missing-claims':
      return { code: 'InvalidJWTToken', text: 'Fields `role` and `exp` are required in JWT' }
    case 'malformed':
      return { code: 'MalformedJWT', text: 'The token provided is not a valid JWT' }
    case 'signature':
      return { code: 'JwtSignatureError', text: 'Failed to validate JWT signature' }
    case 'signer':
      return { code: 'JwtSignerError', text: 'Failed to generate JWT signer' }
  }
}

export function secondsSinceExpiry(claims: Claims): number {
  return Math.floor(Date.now() / 1000) - claims.exp
}

function readClaims(values: Record<string, unknown>, json: string): TokenResult {
  const { role, exp, iat, sub } = values
  if (typeof role !== 'string' || typeof exp !== 'number') return { failure: { code: 'missing-claims' } }
  if (iat !== undefined && typeof iat !== 'number') return { failure: { code: 'missing-claims' } }
  const claims: Claims = {
    role,
    exp: Math.round(exp),
    sub: typeof sub === 'string' ? sub : null,
    json,
    values,
  }
  const secondsAgo = secondsSinceExpiry(claims)
  if (secondsAgo >= 0) return { failure: { code: 'expired', secondsAgo } }
  return { claims }
}

function decodePart(part: string): { value: Record<string, unknown>; text: string } | null {
  try {
    const text = Buffer.from(part, 'base64url').toString('utf8')
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? { value, text } : null
  } catch {
    return null
  }
}

function keyClaims(role: string): Claims {
  return { role, exp: Number.POSITIVE_INFINITY, sub: null, json: JSON.stringify({ role }), values: { role } }
}
