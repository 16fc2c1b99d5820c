/**
 * /auth/v1: Auth's protocol by @supabase/lite, with what it lacks around it: anonymous users and their conversion,
 * the full claims, refresh by several tabs at once, links in mails that carry redirect and PKCE code.
 */
import { App } from '@supabase/lite'
import { PostgresConnection } from '@supabase/lite/postgres'
import { createTokenSigner } from './access-token.ts'
import { createAnonymousUsers } from './auth-anonymous.ts'
import { type Ask, type Json, parseBody, withBody } from './auth-body.ts'
import { AuthDatabase } from './auth-database.ts'
import { createLinkFollower, withoutPkcePrefix } from './auth-links.ts'
import { createMailer } from './auth-mailer.ts'
import { withAuthRequest } from './auth-request.ts'
import { RefreshGate } from './refresh-gate.ts'
import { createSessionCompleter } from './session-response.ts'
import type { ApiSettings, Mail } from './settings.ts'
import { authTypes } from './wire-types.ts'

export type AuthServer = { fetch(request: Request): Promise<Response>; close(): Promise<void> }

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
  const complete = createSessionCompleter(signer, `${settings.apiUrl}/auth/v1`)
  const followLink = createLinkFollower({ settings, database, signer, ask })
  const anonymousUsers = createAnonymousUsers(settings.auth, database, ask)
  const refreshGate = new RefreshGate(settings.auth.refresh_token_reuse_interval ?? 10)
  const keys = new Set([settings.publishableKey, settings.secretKey])

  async function route(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const endpoint = `${request.method} ${url.pathname.replace('/auth/v1', '')}`
    if (endpoint === 'GET /verify') return followLink(request)
    if (request.method !== 'POST' && request.method !== 'PUT') return passOn(request)
    const text = await request.text()
    const body = parseBody(text)
    const key = request.headers.get('apikey') ?? url.searchParams.get('apikey') ?? ''
    // What is wrong with the body or the key is for @supabase/lite to say.
    if (body === null || !keys.has(key)) return passOn(withBody(request, text))
    const mailContext = {
      redirectTo: url.searchParams.get('redirect_to'),
      codeChallenge: typeof body.code_challenge === 'string' ? body.code_challenge : null,
    }
    return withAuthRequest(mailContext, () => answer(endpoint, request, body))
  }

  async function answer(endpoint: string, request: Request, body: Json): Promise<Response> {
    const forward = (data = body) => passOn(withBody(request, JSON.stringify(data)))
    if (endpoint === 'POST /signup' && isAnonymous(body)) return anonymousUsers.signUp(body)
    if (endpoint === 'POST /token' && typeof body.refresh_token === 'string') {
      return refreshGate.exchange(body.refresh_token, forward)
    }
    if (endpoint === 'POST /verify') return forward(withoutPkcePrefix(body))
    if (endpoint === 'POST /logout') refreshGate.forgetAll()
    const given =
      endpoint === 'PUT /user' && body.email ? await anonymousUsers.giveAddress(request, body) : null
    return given ?? forward()
  }

  async function passOn(request: Request): Promise<Response> {
    const method = new URL(request.url).pathname.endsWith('/verify') ? 'otp' : 'password'
    return complete(await app.fetch(request), method)
  }

  function ask(...[method, path, { authorization, body } = {}]: Parameters<Ask>): Promise<Response> {
    const headers = new Headers({ apikey: settings.publishableKey, 'content-type': 'application/json' })
    if (authorization) headers.set('authorization', authorization)
    const content = body ? { body: JSON.stringify(body) } : {}
    return passOn(new Request(`${settings.apiUrl}/auth/v1${path}`, { method, headers, ...content }))
  }

  return { fetch: route, close: () => connection.close() }
}

function isAnonymous(body: Json): boolean {
  return !body.email && !body.phone && !body.password
}
