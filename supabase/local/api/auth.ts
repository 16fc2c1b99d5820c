/**
 * /auth/v1: Auth's protocol by @supabase/lite, with what it lacks around it: anonymous users and their conversion,
 * the full claims, refresh by several tabs at once, links in mails that carry redirect and PKCE code.
 */
import { App } from '@supabase/lite'
import { PostgresConnection } from '@supabase/lite/postgres'
import { createTokenSigner } from './access-token.ts'
import { AuthDatabase } from './auth-database.ts'
import { authError } from './auth-error.ts'
import { createMailer } from './auth-mailer.ts'
import { withAuthRequest } from './auth-request.ts'
import { allowedRedirect } from './redirects.ts'
import { RefreshGate } from './refresh-gate.ts'
import { createSessionCompleter } from './session-response.ts'
import type { ApiSettings, Mail } from './settings.ts'
import { authTypes } from './wire-types.ts'

export type AuthServer = { fetch(request: Request): Promise<Response>; close(): Promise<void> }

type Json = Record<string, unknown>

export async function createAuth(settings: ApiSettings, deliver: (mail: Mail) => void): Promise<AuthServer> {
  const connection = new PostgresConnection({
    url: settings.authDatabaseUrl,
    postgresOptions: {
      max: 10,
      connection: { application_name: 'auth' },
      onnotice: () => {},
      types: authTypes,
    },
  })
  const database = new AuthDatabase(connection)
  const app = new App({
    connection,
    auth: {
      ...settings.auth,
      enabled: true,
      jwt_secret: settings.jwtSecret,
      publishable_key: settings.publishableKey,
      secret_key: settings.secretKey,
    },
    studio: { enabled: false },
    options: { server: { admin: false, disableStudio: true } },
  })
  app._mailer = createMailer(settings, database, deliver)
  await app.init()

  const signer = createTokenSigner(settings.jwtSecret)
  const { completeResponse, completeSession } = createSessionCompleter(signer, `${settings.apiUrl}/auth/v1`)
  const refreshGate = new RefreshGate(settings.auth.refresh_token_reuse_interval ?? 10)
  const keys = new Set([settings.publishableKey, settings.secretKey])

  async function route(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const endpoint = `${request.method} ${url.pathname.replace('/auth/v1', '')}`
    if (endpoint === 'GET /verify') return followLink(request, url)
    if (request.method !== 'POST' && request.method !== 'PUT') return passOn(request)
    const text = await request.text()
    const body = parseBody(text)
    const forward = (data: Json | null = body) =>
      passOn(withBody(request, data ? JSON.stringify(data) : text))
    if (body === null || !hasKey(request, url)) return forward()
    if (endpoint === 'POST /signup' && isAnonymous(body)) return signUpAnonymously(request, body)
    if (endpoint === 'POST /token' && typeof body.refresh_token === 'string') {
      return refreshGate.exchange(body.refresh_token, () => forward())
    }
    if (endpoint === 'POST /logout') refreshGate.forgetAll()
    if (endpoint === 'PUT /user' && body.email) return changeEmail(request, body, forward)
    const mailContext = {
      redirectTo: url.searchParams.get('redirect_to'),
      codeChallenge: typeof body.code_challenge === 'string' ? body.code_challenge : null,
    }
    if (endpoint === 'POST /verify') return forward(withoutPkcePrefix(body))
    return withAuthRequest(mailContext, () => forward())
  }

  async function passOn(request: Request): Promise<Response> {
    const method = request.url.includes('/verify') ? 'otp' : 'password'
    return completeResponse(await app.fetch(request), method)
  }

  function hasKey(request: Request, url: URL): boolean {
    return keys.has(request.headers.get('apikey') ?? url.searchParams.get('apikey') ?? '')
  }

  async function signUpAnonymously(request: Request, body: Json): Promise<Response> {
    if (settings.auth.enable_anonymous_sign_ins === false) {
      return authError(422, 'anonymous_provider_disabled', 'Anonymous sign-ins are disabled')
    }
    const { refreshToken } = await database.createAnonymousUser(Object(body.data))
    const url = new URL('/auth/v1/token?grant_type=refresh_token', request.url)
    const exchange = new Request(url, { method: 'POST', headers: request.headers })
    return passOn(withBody(exchange, JSON.stringify({ refresh_token: refreshToken })))
  }

  /** An anonymous user becomes a permanent one; everybody else changes the address as @supabase/lite does it. */
  async function changeEmail(
    request: Request,
    body: Json,
    forward: (data?: Json) => Promise<Response>,
  ): Promise<Response> {
    const current = await passOn(new Request(request.url, { method: 'GET', headers: request.headers }))
    if (!current.ok) return current
    const user: Json = Object(await current.json())
    const needsConfirmation = settings.auth.email?.enable_confirmations ?? false
    if (user.is_anonymous !== true || needsConfirmation) return forward()
    const email = String(body.email).toLowerCase()
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      return authError(400, 'validation_failed', 'Unable to validate email address: invalid format')
    }
    if (await database.isEmailTaken(email)) {
      return authError(422, 'email_exists', 'A user with this email address has already been registered')
    }
    const { email: _, ...rest } = body
    const others = await forward(rest)
    if (!others.ok) return others
    await database.giveEmail(String(user.id), email)
    return passOn(new Request(request.url, { method: 'GET', headers: request.headers }))
  }

  /** The link in a mail: leads back to the app with a code (PKCE) or with the session in the fragment. */
  async function followLink(request: Request, url: URL): Promise<Response> {
    const target = allowedRedirect(
      url.searchParams.get('redirect_to'),
      settings.auth.site_url ?? 'http://localhost:3000',
      settings.auth.additional_redirect_urls ?? [],
    )
    const token = url.searchParams.get('token') ?? ''
    const type = url.searchParams.get('type') ?? ''
    const verify = new Request(new URL('/auth/v1/verify', request.url), {
      method: 'POST',
      headers: { apikey: settings.publishableKey },
    })
    const response = await app.fetch(
      withBody(verify, JSON.stringify({ type, token_hash: withoutPrefix(token) })),
    )
    const body: Json = Object(await response.json())
    if (!response.ok) return redirect(target, failureOf(body))
    const session = await completeSession(body, 'otp')
    const code = token.startsWith('pkce_') ? await exchangeForCode(session, type) : null
    if (code !== null) return redirect(target, { code })
    return redirect(target, {}, sessionFragment(session, type))
  }

  async function exchangeForCode(session: Json, type: string): Promise<string | null> {
    const user: Json = Object(session.user)
    const code = await database.issueCode(String(user.id), type)
    const verdict = await signer.verify(String(session.access_token))
    if (code !== null && verdict.ok) await database.deleteSession(String(verdict.claims.session_id))
    return code
  }

  return { fetch: route, close: () => connection.close() }
}

function isAnonymous(body: Json): boolean {
  return !body.email && !body.phone && !body.password
}

function parseBody(text: string): Json | null {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

function withBody(request: Request, text: string): Request {
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  return new Request(request.url, { method: request.method, headers, body: text })
}

function withoutPkcePrefix(body: Json): Json {
  return typeof body.token_hash === 'string' ? { ...body, token_hash: withoutPrefix(body.token_hash) } : body
}

function withoutPrefix(tokenHash: string): string {
  return tokenHash.replace(/^pkce_/, '')
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
