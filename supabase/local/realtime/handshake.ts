/** Decides about a WebSocket handshake: which protocol version, and what the API key stands for. */
import type { IncomingMessage } from 'node:http'
import type { Version } from './protocol.ts'
import { type Claims, claimsOfKey, type TokenKeys, verifyToken } from './tokens.ts'

export type Handshake =
  | { version: Version; claims: Claims; headers: string }
  | { status: number /** The JSON body, or ''. */; body: string }

/** Reads the request; refusals are worded as Supabase words them. */
export function readHandshake(request: IncomingMessage, url: URL, keys: TokenKeys): Handshake {
  const version = readVersion(url.searchParams.get('vsn'))
  if (version === null) return { status: 403, body: '' }
  const header = request.headers['x-api-key']
  const given = typeof header === 'string' ? decoded(header) : url.searchParams.get('apikey')
  const key = given?.replace(/\s+/g, '')
  if (!key) return refuse('API key is missing')
  const known = claimsOfKey(key, keys)
  if (known) return { version, claims: known, headers: headersJson(request) }
  const result = verifyToken(key, keys)
  if ('claims' in result) return { version, claims: result.claims, headers: headersJson(request) }
  switch (result.failure.code) {
    case 'expired':
      return refuse('Token has expired')
    case 'missing-claims':
      return refuse('Fields `role` and `exp` are required in JWT')
    case 'malformed':
      return refuse('The token provided is not a valid JWT')
    default:
      return refuse('Failed to validate JWT signature')
  }
}

/** A header may be encoded like the query; what cannot be decoded stays as it is. */
function decoded(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return header
  }
}

function readVersion(vsn: string | null): Version | null {
  if (vsn === null || vsn.startsWith('1.')) return 1
  return vsn.startsWith('2.') ? 2 : null
}

function refuse(error: string): Handshake {
  return { status: 401, body: JSON.stringify({ error }) }
}

/** Without credentials: policies see these as `request.headers`. */
function headersJson(request: IncomingMessage): string {
  const { authorization: _authorization, cookie: _cookie, ...headers } = request.headers
  return JSON.stringify(headers)
}
