import { createHmac, type KeyObject, sign } from 'node:crypto'

const { env } = process

/** Those of the tests' own server, or of the hosted project that the settings name. */
export const keys = {
  jwtSecret: env.REALTIME_JWT_SECRET ?? 'a-secret-of-the-tests-that-is-long-enough',
  publishableKey: env.REALTIME_PUBLISHABLE_KEY ?? 'sb_publishable_of_the_tests',
  secretKey: env.REALTIME_SECRET_KEY ?? 'sb_secret_of_the_tests',
}

/** An access token with these claims; without `exp` it lives for an hour. Null leaves a claim out. */
export function tokenOf(claims: Record<string, unknown>, secret = keys.jwtSecret, head: object = {}): string {
  const seconds = Math.floor(Date.now() / 1000)
  const all = { iat: seconds, exp: seconds + 3_600, ...claims }
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
  const text = `${encode({ alg: 'HS256', typ: 'JWT', ...head })}.${encode(kept)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** The token of a signed-in user. */
export function userToken(userId: string, claims: Record<string, unknown> = {}): string {
  return tokenOf({ aud: 'authenticated', role: 'authenticated', sub: userId, ...claims })
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** A token signed by a key of a JSON Web Key Set. */
export function tokenSignedBy(key: KeyObject, head: { alg: string; kid?: string }, claims: object): string {
  const seconds = Math.floor(Date.now() / 1000)
  const text = `${encode({ typ: 'JWT', ...head })}.${encode({ iat: seconds, exp: seconds + 3_600, ...claims })}`
  const hash = head.alg === 'EdDSA' ? null : `sha${head.alg.slice(2)}`
  return `${text}.${sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
