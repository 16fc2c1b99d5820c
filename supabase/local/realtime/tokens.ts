/**
 * Who a connection or a channel speaks as. Access tokens are verified here; `sb_` keys stand for the
 * roles anon and service_role, as Supabase's gateway maps them.
 */
import { inspect } from './inspect.ts'
import { isRecord } from './protocol.ts'
import { missingKid, type SigningKeys, verifySignature } from './token-signature.ts'

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
  | { code: 'signer'; kid: string | null }
  /** A claim of the wrong type, shown as Supabase shows it. */
  | { code: 'claim'; shown: string }

export type TokenResult = { claims: Claims } | { failure: TokenFailure }

export type TokenKeys = SigningKeys & { publishableKey: string; secretKey: string }

/** Verifies an access token signed with a key of the project. Errors are returned, never thrown. */
export function verifyToken(given: string, keys: SigningKeys): TokenResult {
  const parts = cleanToken(given).split('.')
  const [head, body, signature] = parts
  if (parts.length !== 3 || !head || !body || signature === undefined)
    return { failure: { code: 'malformed' } }
  const header = decodePart(head)
  const payload = decodePart(body)
  if (!header || !payload) return { failure: { code: 'malformed' } }
  const verdict = verifySignature(header.value, `${head}.${body}`, Buffer.from(signature, 'base64url'), keys)
  if (verdict === 'no key') return { failure: { code: 'signer', kid: missingKid(header.value, keys) } }
  if (verdict === 'invalid') return { failure: { code: 'signature' } }
  return readClaims(payload.value, payload.text)
}

/** The claims that one of the project's keys stands for, or null when it is neither of them. */
export function claimsOfKey(key: string, keys: TokenKeys): Claims | null {
  if (key === keys.publishableKey) return keyClaims('anon')
  if (key === keys.secretKey) return keyClaims('service_role')
  return null
}

/** A token may come percent-encoded and with white space in it. */
export function cleanToken(token: string): string {
  try {
    return decodeURIComponent(token).replace(/\s/g, '')
  } catch {
    return token.replace(/\s/g, '')
  }
}

/** How Supabase words a failed token: in the answer to a join, in the end of a channel, in the refusal of a connection. */
export type FailureTexts = { refusal: string; shutDown: string; handshake: { status: number; error: string } }

export function describeFailure(failure: TokenFailure): FailureTexts {
  switch (failure.code) {
    case 'expired': {
      const text = `Token has expired ${failure.secondsAgo} seconds ago`
      return texts('InvalidJWTToken', text, text, 'Token has expired')
    }
    case 'missing-claims':
      return texts('InvalidJWTToken', 'Fields `role` and `exp` are required in JWT')
    case 'malformed':
      return texts('MalformedJWT', 'The token provided is not a valid JWT')
    case 'signature':
      return texts('JwtSignatureError', 'Failed to validate JWT signature', ':signature_error')
    case 'signer': {
      const key = failure.kid === null ? '' : ` for key ID (kid) ${inspect(failure.kid)}`
      const text = `Failed to generate JWT signer${key}, check your JWT secret or JWKS configuration`
      return texts('JwtSignerError', text, failure.kid === null ? ':error_generating_signer' : text)
    }
    case 'claim': {
      const handshake = { status: 500, error: 'Error connecting to Realtime' }
      return { refusal: 'Unknown Error on Channel', shutDown: failure.shown, handshake }
    }
  }
}

function texts(code: string, text: string, shutDown = text, error = text): FailureTexts {
  return { refusal: `${code}: ${text}`, shutDown, handshake: { status: 401, error } }
}

export function secondsSinceExpiry(claims: Claims): number {
  return Math.floor(Date.now() / 1000) - claims.exp
}

function readClaims(values: Record<string, unknown>, json: string): TokenResult {
  const { role, exp, iat, sub } = values
  if (exp !== undefined && typeof exp !== 'number') return { failure: wrongClaim('exp', exp) }
  if (iat !== undefined && typeof iat !== 'number') return { failure: wrongClaim('iat', iat) }
  const secondsAgo = Math.floor(Date.now() / 1000) - Math.round(exp ?? Number.POSITIVE_INFINITY)
  if (secondsAgo >= 0) return { failure: { code: 'expired', secondsAgo } }
  if (typeof role !== 'string' || exp === undefined) return { failure: { code: 'missing-claims' } }
  const claims: Claims = {
    role,
    exp: Math.round(exp),
    sub: typeof sub === 'string' ? sub : null,
    json,
    values,
  }
  return { claims }
}

function wrongClaim(name: 'exp' | 'iat', value: unknown): TokenFailure {
  const message = name === 'exp' ? String(Math.floor(Date.now() / 1000)) : '"Invalid token"'
  return { code: 'claim', shown: `[message: ${message}, claim: "${name}", claim_val: ${inspect(value)}]` }
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
