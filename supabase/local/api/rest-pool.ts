import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import postgres from 'postgres'

// biome-ignore lint/suspicious/noExplicitAny: the tables are known to @supabase/lite at run time only.
export type AnyDatabase = Kysely<any>

export type Setting = readonly [name: string, value: string]

type Types = Record<string, postgres.PostgresType>
/** `inUse`: transactions that hold one of them, or wait for one. */
type Connections = { sql: postgres.Sql; inUse: number }

/**
 * Transactions with session settings, in as few round trips as Postgres allows: `begin`, the settings and the
 * first query travel together, and statements are prepared. The driver that @supabase/lite brings waits for each
 * and parses each anew, which takes three times as long.
 */
export class RestPool {
  readonly #databaseUrl: string
  readonly #types: Types
  #current: Connections

  constructor(databaseUrl: string, types: Types) {
    this.#databaseUrl = databaseUrl
    this.#types = types
    this.#current = this.#open()
  }

  /** Runs `work` in a transaction that has these settings; commits, or rolls back when it throws. */
  async transaction<T>(
    settings: readonly Setting[],
    work: (database: AnyDatabase) => Promise<T>,
  ): Promise<T> {
    const connections = this.#current
    connections.inUse += 1
    try {
      return await runOn(await connections.sql.reserve(), settings, work)
    } finally {
      connections.inUse -= 1
      if (connections !== this.#current) endUnused(connections)
    }
  }

  /** Forgets prepared statements, whose result types a change of the schema makes invalid. */
  renew(): void {
    const former = this.#current
    this.#current = this.#open()
    endUnused(former)
  }

  close(): Promise<void> {
    return this.#current.sql.end({ timeout: 5 })
  }

  #open(): Connections {
    const sql = postgres(this.#databaseUrl, {
      max: 20,
      connection: { application_name: 'rest', TimeZone: 'UTC' },
      onnotice: () => {},
      types: this.#types,
    })
    return { sql, inUse: 0 }
  }
}

/** Ended only when nobody waits for one of them: postgres.js would let a waiting `reserve` wait for ever. */
function endUnused({ sql, inUse }: Connections): void {
  if (inUse === 0) void sql.end({ timeout: 10 })
}

async function runOn<T>(
  connection: postgres.ReservedSql,
  settings: readonly Setting[],
  work: (database: AnyDatabase) => Promise<T>,
): Promise<T> {
  const { text, values } = settingsQuery(settings)
  const opening = [connection.unsafe('begin'), connection.unsafe(text, values, { prepare: true })]
  for (const query of opening) query.execute()
  const opened = Promise.all(opening)
  // The work begins before the settings are known to be taken: in a failed transaction Postgres refuses its
  // queries, and the failure of the settings is the one to report.
  opened.catch(() => {})
  try {
    const result = await work(databaseOn(connection, opened))
    await opened
    await connection.unsafe('commit')
    return result
  } catch (error) {
    const cause = await opened.then(
      () => error,
      (openingError: unknown) => openingError,
    )
    await connection.unsafe('rollback').catch(() => {})
    throw cause
  } finally {
    connection.release()
  }
}

function settingsQuery(settings: readonly Setting[]): { text: string; values: string[] } {
  const calls = settings.map(([name], index) => `set_config('${name}', $${index + 1}, true)`)
  return { text: `select ${calls.join(', ')}`, values: settings.map(([, value]) => value) }
}

/** Texts and booleans can always be sent; a number for a list, or an object with a `toString` of its own, cannot. */
function mayFailToEncode(value: unknown): boolean {
  return value !== null && typeof value !== 'string' && typeof value !== 'boolean'
}

/** A query builder whose every query runs on this one connection. */
function databaseOn(connection: postgres.ReservedSql, opened: Promise<unknown>): AnyDatabase {
  const driver = new SingleConnectionDriver(connection, opened)
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

class SingleConnectionDriver implements Driver, DatabaseConnection {
  readonly #connection: postgres.ReservedSql
  readonly #opened: Promise<unknown>

  constructor(connection: postgres.ReservedSql, opened: Promise<unknown>) {
    this.#connection = connection
    this.#opened = opened
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // biome-ignore lint/suspicious/noExplicitAny: parameters are serialised by the type that Postgres expects.
    const parameters = [...query.parameters] as any[]
    // A value that cannot be encoded makes postgres.js lose count of the answers that are under way, and the
    // connection would never be given back: such a query waits until there are none.
    if (parameters.some(mayFailToEncode)) await this.#opened
    const result = await this.#connection.unsafe<R[] & postgres.Row[]>(query.sql, parameters, {
      prepare: true,
    })
    const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
    return { rows: [...result], ...(changes ? { numAffectedRows: BigInt(result.count) } : {}) }
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this
  }

  async init(): Promise<void> {}
  async destroy(): Promise<void> {}
  async releaseConnection(): Promise<void> {}

  /** The pool holds the transaction. */
  async beginTransaction(): Promise<void> {}
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}

  // biome-ignore lint/correctness/useYield: part of the interface; REST streams nothing.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not supported.')
  }
}
