/**
 * What a set of claims may do on a private topic, decided by the policies on realtime.messages. Postgres tries
 * it as the subscriber's role and rolls back.
 */
import { readFileSync } from 'node:fs'
import type { Connection } from './database.ts'
import { isSqlError } from './sql-error.ts'
import type { Claims } from './tokens.ts'

/** `persistence` is asked for writes only: whether a broadcast may be kept for replays. */
export type Extension = 'broadcast' | 'presence' | 'persistence'

/** The functions that `Authorizer` needs in every session of its connection. */
export const authorizerSetup = readFileSync(new URL('./session.sql', import.meta.url), 'utf8')

export class Authorizer {
  readonly #database: Connection
  readonly #onMissingPartition: () => Promise<void>
  readonly #log: (line: string) => void

  constructor(database: Connection, onMissingPartition: () => Promise<void>, log: (line: string) => void) {
    this.#database = database
    this.#onMissingPartition = onMissingPartition
    this.#log = log
  }

  /** The extensions of a topic that may be read; a policy that raises counts as a refusal. Errors: no database. */
  async readable(
    claims: Claims,
    topic: string,
    extensions: Extension[],
    headers: string,
  ): Promise<Set<Extension>> {
    const sql = 'select pg_temp.readable_extensions($1, $2, $3, $4, $5, $6) as readable'
    const parameters = [topic, extensions, claims.role, claims.json, claims.sub ?? '', headers]
    const rows = await this.#ask(sql, parameters)
    const readable = rows?.[0]?.readable
    return new Set(Array.isArray(readable) ? readable : [])
  }

  /** Whether a topic may be written to. Errors: no database. */
  async isWritable(claims: Claims, topic: string, extension: Extension, headers: string): Promise<boolean> {
    const sql = 'select pg_temp.is_writable($1, $2, $3, $4, $5, $6) as is_writable'
    const parameters = [topic, extension, claims.role, claims.json, claims.sub ?? '', headers]
    const rows = await this.#ask(sql, parameters)
    return rows?.[0]?.is_writable === true
  }

  async #ask(sql: string, parameters: unknown[]): Promise<Record<string, unknown>[] | null> {
    try {
      return await this.#database.query(sql, parameters, sql.slice(15, 40).trim())
    } catch (error) {
      if (!isSqlError(error)) throw error
      if (error.code === missingPartition) {
        await this.#onMissingPartition()
        return this.#database.query(sql, parameters)
      }
      this.#log(`realtime: a policy on realtime.messages raised: ${error.message}`)
      return null
    }
  }
}

/** check_violation: "no partition of relation … found for row". */
const missingPartition = '23514'
