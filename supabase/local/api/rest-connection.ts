import { PostgresConnection } from '@supabase/lite/postgres'
import { asPostgrestError, isDatabaseFailure, statusOfSqlState } from './rest-errors.ts'
import { type AnyDatabase, RestPool, type Setting } from './rest-pool.ts'
import { functionTypes, tableTypes } from './wire-types.ts'

type Context = Parameters<PostgresConnection['withContext']>[0]
type ContextOptions = Parameters<PostgresConnection['withContext']>[2]
type FunctionCall = NonNullable<ContextOptions>['rpc']
type Claims = Record<string, unknown> & { role: string }

/**
 * REST works as Supabase's does: logged in as `authenticator`, which may do nothing but take the role of the
 * token. The parent class would log in as a powerful role and grant everything to `anon` by itself; its own
 * connection reads the catalog only, as `postgres`, because the catalog shows a role its own tables only.
 */
export class RestConnection extends PostgresConnection {
  readonly #tables: RestPool
  readonly #functions: RestPool

  constructor(restDatabaseUrl: string, catalogDatabaseUrl: string) {
    super({
      url: catalogDatabaseUrl,
      postgresOptions: { max: 1, connection: { application_name: 'rest-catalog' }, onnotice: () => {} },
    })
    this.#tables = new RestPool(restDatabaseUrl, tableTypes)
    this.#functions = new RestPool(restDatabaseUrl, functionTypes)
  }

  /** Reads tables and functions anew; requests are answered by what was known until that is done. */
  async reloadSchema(): Promise<void> {
    await this.introspect({ useCache: false })
    this.#tables.renew()
    this.#functions.renew()
  }

  /** Runs one request in a transaction of its own, as the role of its token. */
  override async withContext<T>(
    context: Context,
    run: (database: AnyDatabase) => Promise<T>,
    options?: ContextOptions,
  ): Promise<T> {
    const claims = claimsOf(context)
    const pool = options?.rpc ? this.#functions : this.#tables
    try {
      return await pool.transaction(settingsFor(claims, options?.rpc), run)
    } catch (error) {
      throw isDatabaseFailure(error) ? asPostgrestError(error, statusFor(error.code, claims)) : error
    }
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.#tables.close(), this.#functions.close()])
  }
}

function claimsOf(context: Context): Claims {
  const auth = Object(context?.auth)
  const claims: Record<string, unknown> = Object(auth.jwt)
  return { ...claims, role: typeof auth.role === 'string' ? auth.role : 'anon' }
}

/** Somebody without a session is asked to sign in (401), somebody with one is refused (403). */
function statusFor(code: string, claims: Claims): number {
  return code === '42501' && claims.role === 'anon' ? 401 : statusOfSqlState(code)
}

function settingsFor(claims: Claims, call: FunctionCall): Setting[] {
  const settings: Setting[] = [
    ['role', claims.role],
    ['request.jwt.claims', JSON.stringify(claims)],
  ]
  if (!call) return settings
  return [
    ...settings,
    ['request.method', call.method],
    ['request.path', call.path],
    ['request.headers', JSON.stringify(call.requestHeaders ?? {})],
    ['response.status', ''],
    ['response.headers', ''],
    ['transaction_read_only', call.readOnly ? 'on' : 'off'],
  ]
}
