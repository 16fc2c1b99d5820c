import { App, type ServerOptions } from '@supabase/lite'
import { bearerToken, createTokenSigner, type TokenSigner } from './access-token.ts'
import { RestConnection } from './rest-connection.ts'
import type { ApiSettings } from './settings.ts'

export type RestServer = {
  fetch(request: Request): Promise<Response>
  /** Forgets what is known of tables and functions, and reads it anew. */
  reloadSchema(): Promise<void>
  close(): Promise<void>
}

/** /rest/v1: PostgREST's protocol by @supabase/lite, with tokens checked here and nowhere else. */
export async function createRest(settings: ApiSettings): Promise<RestServer> {
  const connection = new RestConnection(settings.restDatabaseUrl, settings.catalogDatabaseUrl)
  const app = new App({
    connection,
    api: { enabled: true, schemas: ['public'], max_rows: 1000, ...settings.rest },
    auth: {
      enabled: true,
      jwt_secret: settings.jwtSecret,
      publishable_key: settings.publishableKey,
      secret_key: settings.secretKey,
    },
    studio: { enabled: false },
    options: {
      server: {
        admin: false,
        disableStudio: true,
        middlewares: [checkToken(createTokenSigner(settings.jwtSecret))],
      },
    },
  })
  await app.init()
  await connection.introspect({ useCache: true })

  /** The tables of the exposed schemas, for Studio; the gateway adds the secret key on its behalf. */
  async function listTables(request: Request): Promise<Response> {
    if (request.headers.get('apikey') !== settings.secretKey) return new Response(null, { status: 401 })
    const schemas = settings.rest.schemas ?? ['public']
    const isExposed = (item: { schema?: string }) => schemas.includes(item.schema ?? 'public')
    const { tables, views, columns, ...others } = await connection.introspect({ useCache: true })
    return Response.json({
      ...others,
      tables: tables.filter(isExposed),
      views: views.filter(isExposed),
      columns: columns.filter(isExposed),
    })
  }

  return {
    fetch: async (request) => {
      if (new URL(request.url).pathname === '/_system/introspect') return listTables(request)
      return app.fetch(request)
    },
    reloadSchema: () => connection.reloadSchema(),
    close: () => connection.close(),
  }
}

type Middleware = NonNullable<ServerOptions['middlewares']>[number]

/**
 * Refuses a bad token and hands the claims on, so that @supabase/lite neither takes a malformed token for
 * `anon` nor asks the database about the session on each request (PostgREST trusts the signature as well).
 */
function checkToken(signer: TokenSigner): Middleware {
  return async (context, next) => {
    const token = bearerToken(context.req.header('Authorization'))
    if (token === null) return next()
    const verdict = await signer.verify(token)
    if (!verdict.ok) return refusal(verdict.isExpired)
    context.set('jwt', verdict.claims)
    context.set('userId', verdict.claims.sub ?? 'none')
    context.set('sessionId', String(verdict.claims.session_id ?? 'none'))
    context.set('ignoreAuthorization', true)
    await next()
  }
}

function refusal(isExpired: boolean): Response {
  const code = isExpired ? 'PGRST303' : 'PGRST301'
  const message = isExpired ? 'JWT expired' : 'JWT is not valid'
  const headers = {
    'WWW-Authenticate': `Bearer error="invalid_token", error_description="${message}"`,
    'Access-Control-Allow-Origin': '*',
  }
  return Response.json({ code, message, details: null, hint: null }, { status: 401, headers })
}
