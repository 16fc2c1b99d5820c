import { generateKeyPair, SignJWT } from 'jose'
import { beforeEach, describe, expect, it, vi } from 'vitest'

const SECRET = 'a-secret-of-more-than-thirty-two-characters'
const USER_ID = '00000000-0000-4000-8000-000000000001'
const CLAIMS = { role: 'authenticated', email: 'mira@example.com', is_anonymous: false }

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', 'http://127.0.0.1:1')
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_test')
  vi.stubEnv('SUPABASE_JWT_SECRET', SECRET)
})

describe('an access token', () => {
  it('says who its holder is', async () => {
    expect(await verify(await signed())).toEqual({
      userId: USER_ID,
      email: 'mira@example.com',
      isAnonymous: false,
    })
  })

  it('of a guest has no address', async () => {
    expect(await verify(await signed({ claims: { ...CLAIMS, email: '', is_anonymous: true } }))).toEqual({
      userId: USER_ID,
      email: null,
      isAnonymous: true,
    })
  })

  it('counts for nothing when it is forged, expired, or made for something else', async () => {
    expect(await verify(await signed({ secret: 'another-secret-of-thirty-two-characters' }))).toBeNull()
    expect(await verify(await signed({ expires: '-1s' }))).toBeNull()
    expect(await verify(await signed({ expires: null }))).toBeNull()
    expect(await verify(await signed({ audience: 'somewhere' }))).toBeNull()
    expect(await verify(await signed({ claims: { ...CLAIMS, role: 'service_role' } }))).toBeNull()
    expect(await verify(await signed({ subject: 'admin' }))).toBeNull()
    expect(await verify('not.a.token')).toBeNull()
    expect(await verify('')).toBeNull()
  })

  it('without a signature counts for nothing', async () => {
    const [, payload] = (await signed()).split('.')
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    expect(await verify(`${header}.${payload}.`)).toBeNull()
  })

  it('of an asymmetric key is not taken for a refusal when the keys cannot be fetched', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const token = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject(USER_ID)
      .setAudience('authenticated')
      .setExpirationTime('1h')
      .sign(privateKey)
    await expect(verify(token)).rejects.toMatchObject({ code: 'unavailable' })
  })
})

type Options = {
  secret?: string
  expires?: string | null
  audience?: string
  subject?: string
  claims?: Record<string, unknown>
}

function signed({
  secret = SECRET,
  expires = '1h',
  audience = 'authenticated',
  subject = USER_ID,
  claims = CLAIMS,
}: Options = {}) {
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setAudience(audience)
  if (expires !== null) token.setExpirationTime(expires)
  return token.sign(new TextEncoder().encode(secret))
}

async function verify(token: string) {
  const { verifyAccessToken } = await import('@/lib/auth/verify-token.server')
  return verifyAccessToken(token)
}
