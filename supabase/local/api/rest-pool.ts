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

/** A set of connections and how many transactions use it. */
type Generation = { sql: postgres.Sql; running: number; isFormer: boolean }

type Types = Record<string, postgres.PostgresType>

/**
 * Transactions with session settings, in as few round trips as Postgres allows: `begin`, the settings and the
 * first query travel together, and statements are prepared. The driver that @supabase/lite brings waits for each
 * and parses each anew, which takes three times as long.
 */
export class RestPool {
  readonly #databaseUrl: string
  readonly #types: Types
  #generation: Generation

  constructor(databaseUrl: string, types: Types) {
    this.#databaseUrl = databaseUrl
    this.#types = types
    this.#generation = this.#open()
  }

  /** Runs `work` in a transaction that has these settings; commits, or rolls back when it throws. */
  async transaction<T>(
    settings: readonly Setting[],
    work: (database: AnyDatabase) => Promise<T>,
  ): Promise<T> {
    const generation = this.#generation
    generation.running += 1
    const connection = await reserve(generation)
    const { text, values } = settingsQuery(settings)
    const opening = [connection.unsafe('begin'), connection.unsafe(text, values, { prepare: true })]
    for (const query of opening) query.execute()
    const opened = Promise.all(opening)
    // The work begins before the settings are known to be taken: in a failed transaction Postgres refuses its
    // queries, and the failure of the settings is the one to report.
    opened.catch(() => {})
    try {
      const result = await work(databaseOn(connection))
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
      leave(generation)
    }
  }

  /** Forgets prepared statements, whose result types a change of the schema makes invalid. */
  renew(): void {
    const former = this.#generation
    this.#generation = this.#open()
    former.isFormer = true
    endIfUnused(former)
  }

  close(): Promise<void> {
    return this.#generation.sql.end({ timeout: 5 })
  }

  #open(): Generation {
    const sql = postgres(this.#databaseUrl, {
      max: 20,
      connection: { application_name: 'rest', TimeZone: 'UTC' },
      onnotice: () => {},
      types: this.#types,
    })
    return { sql, running: 0, isFormer: false }
  }
}

async function reserve(generation: Generation): Promise<postgres.ReservedSql> {
  try {
    return await generation.sql.reserve()
  } catch (error) {
    leave(generation)
    throw error
  }
}

function leave(generation: Generation): void {
  generation.running -= 1
  endIfUnused(generation)
}

/** Ended any earlier, postgres.js would never answer the transactions that it has begun. */
function endIfUnused({ sql, running, isFormer }: Generation): void {
  if (isFormer && running === 0) void sql.end({ timeout: 10 })
}

function settingsQuery(settings: readonly Setting[]): { text: string; values: string[] } {
  const calls = settings.map(([name], index) => `set_config('${name}', $${index + 1}, true)`)
  return { text: `select ${calls.join(', ')}`, values: settings.map(([, value]) => value) }
}

/** A query builder whose every query runs on this one connection. */
function databaseOn(connection: postgres.ReservedSql): AnyDatabase {
  const driver = new SingleConnectionDriver(connection)
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

  constructor(connection: postgres.ReservedSql) {
    this.#connection = connection
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // biome-ignore lint/suspicious/noExplicitAny: parameters are serialised by the type that Postgres expects.
    const parameters = [...query.parameters] as any[]
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
