import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'

export type Claims = JWTPayload & { role?: unknown; session_id?: unknown }

export type Verdict = { ok: true; claims: Claims } | { ok: false; isExpired: boolean }

/** Signs and verifies the HS256 access tokens of this stack. */
export type TokenSigner = {
  sign(claims: Claims): Promise<string>
  verify(token: string): Promise<Verdict>
}

export function createTokenSigner(jwtSecret: string): TokenSigner {
  const key = new TextEncoder().encode(jwtSecret)
  return {
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify<Claims>(token, key, { algorithms: ['HS256'] })
        return { ok: true, claims: payload }
      } catch (error) {
        return { ok: false, isExpired: error instanceof errors.JWTExpired }
      }
    },
  }
}

/** The token of an `Authorization: Bearer …` header; null when there is none or when it is an API key. */
export function bearerToken(header: string | null | undefined): string | null {
  const token = /^Bearer\s+(.+)$/i.exec(header ?? '')?.[1]?.trim()
  return token && !token.startsWith('sb_') ? token : null
}
