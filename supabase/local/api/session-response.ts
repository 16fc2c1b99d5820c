import type { TokenSigner } from './access-token.ts'

type Json = Record<string, unknown>

/**
 * Completes what @supabase/lite leaves out of sessions and users: the claims that hosted Supabase puts into
 * access tokens, and `is_anonymous`, which it always gives as false.
 */
export function createSessionCompleter(signer: TokenSigner, issuer: string) {
  return async function complete(response: Response, method: string): Promise<Response> {
    const isJson = response.headers.get('content-type')?.includes('application/json')
    if (!response.ok || !isJson) return response
    const body: Json = Object(await response.json())
    const completed =
      typeof body.access_token === 'string' ? await completeSession(body, method) : withUser(body)
    const headers = new Headers(response.headers)
    headers.delete('content-length')
    return Response.json(completed, { status: response.status, headers })
  }

  async function completeSession(session: Json, method: string): Promise<Json> {
    const user = completeUser(Object(session.user))
    const verdict = await signer.verify(String(session.access_token))
    if (!verdict.ok) return session
    const { iat = 0 } = verdict.claims
    const access_token = await signer.sign({
      iss: issuer,
      ...verdict.claims,
      email: user.email,
      phone: user.phone,
      app_metadata: user.app_metadata,
      user_metadata: user.user_metadata,
      is_anonymous: user.is_anonymous,
      aal: 'aal1',
      amr: [{ method: user.is_anonymous ? 'anonymous' : method, timestamp: iat }],
    })
    return { ...session, access_token, user }
  }
}

/** A user without address and without identity is an anonymous one. */
function completeUser(user: Json): Json {
  return { ...user, is_anonymous: !user.email && !user.phone }
}

function withUser(body: Json): Json {
  return typeof body.id === 'string' && 'user_metadata' in body ? completeUser(body) : body
}
