/**
 * Whether a token is signed by a key of the project: the shared secret, or one of a set of JSON Web Keys, chosen by
 * the `kid` of the token's head (RFC 7515, 7517, 7518 and 8037).
 */
import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'

/** What of a JSON Web Key is looked at here; everything else is Node's to read. */
export type WebKey = { kid?: string; kty?: string; alg?: string; use?: string; crv?: string; k?: string }

export type SigningKeys = {
  jwtSecret: string
  /** Public keys (or secrets, `kty: oct`) of whoever else signs tokens. */
  webKeys?: readonly WebKey[]
}

/** `no key` when the algorithm is unknown or no key fits it. */
export type SignatureVerdict = 'valid' | 'invalid' | 'no key'

type Algorithm =
  | { kty: 'oct'; hash: string }
  | { kty: 'RSA'; hash: string }
  | { kty: 'EC'; hash: string; crv: string }
  | { kty: 'OKP' }

const algorithms = new Map<unknown, Algorithm>([
  ['HS256', { kty: 'oct', hash: 'sha256' }],
  ['HS384', { kty: 'oct', hash: 'sha384' }],
  ['HS512', { kty: 'oct', hash: 'sha512' }],
  ['RS256', { kty: 'RSA', hash: 'sha256' }],
  ['RS384', { kty: 'RSA', hash: 'sha384' }],
  ['RS512', { kty: 'RSA', hash: 'sha512' }],
  ['ES256', { kty: 'EC', hash: 'sha256', crv: 'P-256' }],
  ['ES384', { kty: 'EC', hash: 'sha384', crv: 'P-384' }],
  ['ES512', { kty: 'EC', hash: 'sha512', crv: 'P-521' }],
  ['EdDSA', { kty: 'OKP' }],
  ['Ed25519', { kty: 'OKP' }],
  ['Ed448', { kty: 'OKP' }],
])

/** Checks the signature over `head.body`. A key serves only the algorithms of its own kind. */
export function verifySignature(
  head: Record<string, unknown>,
  signed: string,
  signature: Buffer,
  keys: SigningKeys,
): SignatureVerdict {
  const algorithm = algorithms.get(head.alg)
  if (!algorithm) return 'no key'
  const webKey = keys.webKeys?.find((key) => fits(key, head, algorithm))
  if (algorithm.kty === 'oct') {
    const secret = webKey?.k === undefined ? keys.jwtSecret : Buffer.from(webKey.k, 'base64url')
    const expected = createHmac(algorithm.hash, secret).update(signed).digest()
    const isEqual = signature.length === expected.length && timingSafeEqual(signature, expected)
    return isEqual ? 'valid' : 'invalid'
  }
  const key = webKey && publicKey(webKey)
  if (!key) return 'no key'
  const isSigned =
    algorithm.kty === 'OKP'
      ? verify(null, Buffer.from(signed), key, signature)
      : verify(algorithm.hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
  return isSigned ? 'valid' : 'invalid'
}

/** The `kid` that no fitting key of the set has; null when none was looked for by its `kid`. */
export function missingKid(head: Record<string, unknown>, { webKeys }: SigningKeys): string | null {
  const isLookedFor = webKeys !== undefined && (algorithms.get(head.alg)?.kty ?? 'oct') !== 'oct'
  return isLookedFor && typeof head.kid === 'string' ? head.kid : null
}

function fits(key: WebKey, head: Record<string, unknown>, algorithm: Algorithm): boolean {
  if (typeof head.kid !== 'string' || key.kid !== head.kid || key.kty !== algorithm.kty) return false
  if (key.alg !== undefined && key.alg !== head.alg) return false
  if (key.use !== undefined && key.use !== 'sig') return false
  if (algorithm.kty === 'OKP') return key.crv === 'Ed25519' || key.crv === 'Ed448'
  return algorithm.kty !== 'EC' || key.crv === algorithm.crv
}

const publicKeys = new WeakMap<WebKey, KeyObject | null>()

/** Null for a key that Node cannot read. */
function publicKey(webKey: WebKey): KeyObject | null {
  const known = publicKeys.get(webKey)
  if (known !== undefined) return known
  let key: KeyObject | null = null
  try {
    key = createPublicKey({ key: webKey, format: 'jwk' })
  } catch {
    // Counts as no key at all.
  }
  publicKeys.set(webKey, key)
  return key
}
