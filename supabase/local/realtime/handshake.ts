/** Decides about a WebSocket handshake: which protocol version, and what the API key stands for. */
import type { IncomingMessage } from 'node:http'
import type { Version } from './protocol.ts'
import {
  type Claims,
  claimsOfKey,
  cleanToken,
  describeFailure,
  type TokenKeys,
  verifyToken,
} from './tokens.ts'

export type Handshake =
  | { version: Version /** The API key. */; key: string; claims: Claims; headers: string }
  | { status: number /** The JSON body, or ''. */; body: string }

/** Reads the request; refusals are worded as Supabase words them. */
export function readHandshake(request: IncomingMessage, url: URL, keys: TokenKeys): Handshake {
  const version = readVersion(url.searchParams.get('vsn'))
  if (version === null) return { status: 403, body: '' }
  const header = request.headers['x-api-key']
  const given = typeof header === 'string' ? header : url.searchParams.get('apikey')
  if (given === null) return refuse(401, 'API key is missing')
  const key = cleanToken(given)
  const headers = headersJson(request)
  const known = claimsOfKey(key, keys)
  if (known) return { version, key, claims: known, headers }
  if (key === '') return refuse(401, 'API key is missing')
  const result = verifyToken(key, keys)
  if ('claims' in result) return { version, key, claims: result.claims, headers }
  const { status, error } = describeFailure(result.failure).handshake
  return refuse(status, error)
}

function readVersion(vsn: string | null): Version | null {
  if (vsn === null || vsn.startsWith('1.')) return 1
  return vsn.startsWith('2.') ? 2 : null
}

function refuse(status: number, error: string): Handshake {
  return { status, body: JSON.stringify({ error }) }
}

/** Without credentials: policies see these as `request.headers`. */
function headersJson(request: IncomingMessage): string {
  const { authorization: _authorization, cookie: _cookie, ...headers } = request.headers
  return JSON.stringify(headers)
}
