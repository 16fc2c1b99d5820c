import type { TokenSigner } from './access-token.ts'
import type { Ask, Json } from './auth-body.ts'
import type { AuthDatabase } from './auth-database.ts'
import { allowedRedirect } from './redirects.ts'
import type { ApiSettings } from './settings.ts'

type Links = {
  settings: ApiSettings
  database: AuthDatabase
  signer: TokenSigner
  ask: Ask
}

/** `GET /auth/v1/verify`, where the links of mails lead. */
export function createLinkFollower({ settings, database, signer, ask }: Links) {
  /** Leads back to the app: with a code (PKCE), with the session in the fragment, or with what went wrong. */
  return async function followLink(request: Request): Promise<Response> {
    const query = new URL(request.url).searchParams
    const token = query.get('token') ?? ''
    const type = query.get('type') ?? ''
    const { site_url = 'http://localhost:3000', additional_redirect_urls = [] } = settings.auth
    const target = allowedRedirect(query.get('redirect_to'), site_url, additional_redirect_urls)

    const response = await ask('POST', '/verify', { body: { type, token_hash: withoutPrefix(token) } })
    const session: Json = Object(await response.json())
    if (!response.ok) return redirect(target, failureOf(session))
    const code = token.startsWith(pkcePrefix) ? await exchangeForCode(session, type) : null
    return code === null ? redirect(target, {}, sessionFragment(session, type)) : redirect(target, { code })
  }

  /** The session that verifying made is dropped: the code is worth another, to the browser that asked. */
  async function exchangeForCode(session: Json, type: string): Promise<string | null> {
    const user: Json = Object(session.user)
    const code = await database.issueCode(String(user.id), type)
    const verdict = await signer.verify(String(session.access_token))
    if (code !== null && verdict.ok) await database.deleteSession(String(verdict.claims.session_id))
    return code
  }
}

/** What marks a token whose request brought a PKCE challenge. */
export const pkcePrefix = 'pkce_'

/** A body for `POST /verify` as @supabase/lite expects it. */
export function withoutPkcePrefix(body: Json): Json {
  return typeof body.token_hash === 'string' ? { ...body, token_hash: withoutPrefix(body.token_hash) } : body
}

function withoutPrefix(tokenHash: string): string {
  return tokenHash.startsWith(pkcePrefix) ? tokenHash.slice(pkcePrefix.length) : tokenHash
}

function failureOf(body: Json): Record<string, string> {
  return {
    error: 'access_denied',
    error_code: String(body.error_code ?? 'otp_expired'),
    error_description: String(body.msg ?? 'Email link is invalid or has expired'),
  }
}

function sessionFragment(session: Json, type: string): string {
  return new URLSearchParams({
    access_token: String(session.access_token),
    expires_at: String(session.expires_at),
    expires_in: String(session.expires_in),
    refresh_token: String(session.refresh_token),
    token_type: 'bearer',
    type,
  }).toString()
}

function redirect(target: string, query: Record<string, string>, fragment = ''): Response {
  const url = new URL(target)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  if (fragment) url.hash = fragment
  return new Response(null, { status: 303, headers: { Location: url.href } })
}
