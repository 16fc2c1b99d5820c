import { type JWTPayload, SignJWT } from 'jose'

/** An access token as Auth signs them; `expiresIn` as in `1h` or `-1h`. */
export function signToken(secret: string, claims: JWTPayload, expiresIn = '1h'): Promise<string> {
  return new SignJWT({ role: 'authenticated', aud: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(new TextEncoder().encode(secret))
}
