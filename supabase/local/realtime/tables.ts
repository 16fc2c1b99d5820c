/**
 * The tables whose changes flow, with their catalog entries. An entry is read again after the stream described
 * its table anew, when a role turns up that it does not know, and after a while: membership of roles changes
 * without a word from the stream.
 */
import { readRelations } from './catalog.ts'
import type { Connection } from './database.ts'
import type { StreamRelation } from './pgoutput.ts'
import { type TableState, tableState } from './table-state.ts'

type Known = { version: number; roles: ReadonlySet<string>; readAtMs: number; state: TableState | null }

const maxAgeMs = 10_000

export class Tables {
  readonly #database: Connection
  readonly #known = new Map<number, Known>()

  constructor(database: Connection) {
    this.#database = database
  }

  /** Reads what is missing or old, for tables in use by these roles. Errors: the database cannot be asked. */
  async prepare(streams: Iterable<StreamRelation>, roles: ReadonlySet<string>): Promise<void> {
    const wanted = [...new Set(streams)].filter((stream) => !this.#isFresh(stream, roles))
    if (wanted.length === 0) return
    const [relations] = await Promise.all([
      readRelations(this.#database, wanted, [...roles]),
      // Row security is part of a plan, and Postgres keeps plans although memberships of roles have changed.
      this.#database.query('discard plans'),
    ])
    for (const stream of wanted) {
      const relation = relations.find((candidate) => candidate.oid === stream.oid)
      const state = relation?.isPublished ? tableState(stream, relation) : null
      this.#known.set(stream.oid, {
        version: stream.version,
        roles: new Set(roles),
        readAtMs: Date.now(),
        state,
      })
    }
  }

  /** The table as prepared, or null when it is gone or not published to clients. */
  state(stream: StreamRelation): TableState | null {
    return this.#known.get(stream.oid)?.state ?? null
  }

  /** Forgets everything: the stream starts over and describes its tables again. */
  clear(): void {
    this.#known.clear()
  }

  #isFresh(stream: StreamRelation, roles: ReadonlySet<string>): boolean {
    const known = this.#known.get(stream.oid)
    if (!known || known.version !== stream.version || Date.now() - known.readAtMs > maxAgeMs) return false
    return [...roles].every((role) => known.roles.has(role))
  }
}
