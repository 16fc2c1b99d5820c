import { PostgresConnection } from '@supabase/lite/postgres'
import { type Kysely, sql } from 'kysely'
import { asPostgrestError, isDatabaseFailure, statusOfSqlState } from './rest-errors.ts'

type Context = Parameters<PostgresConnection['withContext']>[0]
type ContextOptions = Parameters<PostgresConnection['withContext']>[2]
// biome-ignore lint/suspicious/noExplicitAny: the signature of @supabase/lite.
type Database = Kysely<any>

/**
 * REST works as Supabase's does: logged in as `authenticator`, which may do nothing but take the role of the
 * token. The parent class would log in as a powerful role and grant everything to `anon` by itself.
 */
export class RestConnection extends PostgresConnection {
  readonly #catalog: PostgresConnection

  constructor(databaseUrl: string, catalog: PostgresConnection) {
    super({
      url: databaseUrl,
      postgresOptions: { max: 20, connection: { application_name: 'rest' }, onnotice: () => {} },
    })
    this.#catalog = catalog
  }

  /** The catalog shows a role its own tables only, so the tables are listed as `postgres`. */
  override introspect(options?: { useCache?: boolean }) {
    return this.#catalog.introspect(options)
  }

  override async clearSchemaCache(): Promise<void> {
    await this.#catalog.clearSchemaCache()
  }

  /** Runs one request in a transaction of its own: role and claims are set in a single round trip. */
  override async withContext<T>(
    context: Context,
    run: (database: Database) => Promise<T>,
    options?: ContextOptions,
  ): Promise<T> {
    const claims = claimsOf(context)
    try {
      return await this.kysely.transaction().execute(async (transaction) => {
        await applyContext(transaction, claims, options?.rpc)
        return await run(transaction)
      })
    } catch (error) {
      throw isDatabaseFailure(error) ? asPostgrestError(error, statusFor(error.code, claims)) : error
    }
  }
}

type Claims = Record<string, unknown> & { role: string }

function claimsOf(context: Context): Claims {
  const auth = Object(context?.auth)
  const claims: Record<string, unknown> = Object(auth.jwt)
  return { ...claims, role: typeof auth.role === 'string' ? auth.role : 'anon' }
}

/** Somebody without a session is asked to sign in (401), somebody with one is refused (403). */
function statusFor(code: string, claims: Claims): number {
  return code === '42501' && claims.role === 'anon' ? 401 : statusOfSqlState(code)
}

type RpcContext = NonNullable<ContextOptions>['rpc']

async function applyContext(transaction: Database, claims: Claims, rpc: RpcContext): Promise<void> {
  await sql`select
    set_config('role', ${claims.role}, true),
    set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
    set_config('request.method', ${rpc?.method ?? ''}, true),
    set_config('request.path', ${rpc?.path ?? ''}, true),
    set_config('request.headers', ${JSON.stringify(rpc?.requestHeaders ?? {})}, true),
    set_config('response.status', '', true),
    set_config('response.headers', '', true),
    set_config('transaction_read_only', ${rpc?.readOnly ? 'on' : 'off'}, true)`.execute(transaction)
}
