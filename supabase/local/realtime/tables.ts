/**
 * The tables whose changes flow, with their catalog entries. An entry is read again after the stream described its
 * table anew, and when a role turns up that it does not know. What else it depends on changes without a word from
 * the stream (roles, their members, types of one's own), and is looked at every few seconds.
 */
import { readRelations } from './catalog.ts'
import type { Connection } from './database.ts'
import type { StreamRelation } from './pgoutput.ts'
import { type TableState, tableState } from './table-state.ts'

type Known = { version: number; roles: ReadonlySet<string>; state: TableState | null }

const lookEveryMs = 10_000

/** Each by the transaction that wrote it last, so that whatever changes any of it changes the text. */
const surroundingsSql = `select concat_ws(' ',
    (select string_agg(r.oid || ':' || r.xmin, ',') from pg_authid r),
    (select string_agg(m.oid || ':' || m.xmin, ',') from pg_auth_members m),
    (select string_agg(t.oid || ':' || t.xmin, ',') from pg_type t where t.oid >= 16384),
    (select string_agg(c.oid || ':' || c.xmin, ',') from pg_cast c where c.oid >= 16384)
  ) as surroundings`

export class Tables {
  readonly #database: Connection
  readonly #known = new Map<number, Known>()
  #surroundings = ''
  #lookedAtMs = 0

  constructor(database: Connection) {
    this.#database = database
  }

  /** Reads what is missing or has changed, for tables in use by these roles. Errors: the database cannot be asked. */
  async prepare(streams: Iterable<StreamRelation>, roles: ReadonlySet<string>): Promise<void> {
    // Before anything is read, so that a change in between is seen at the next look.
    if (Date.now() - this.#lookedAtMs > lookEveryMs) await this.#lookAround()
    const wanted = [...new Set(streams)].filter((stream) => !this.#isKnown(stream, roles))
    if (wanted.length === 0) return
    const [relations] = await Promise.all([
      readRelations(this.#database, wanted, [...roles]),
      // Row security is part of a plan, and Postgres keeps plans although memberships of roles have changed.
      this.#database.query('discard plans'),
    ])
    for (const stream of wanted) {
      const relation = relations.find((candidate) => candidate.oid === stream.oid)
      const state = relation?.isPublished ? tableState(stream, relation) : null
      this.#known.set(stream.oid, { version: stream.version, roles: new Set(roles), state })
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

  async #lookAround(): Promise<void> {
    const [row] = await this.#database.query(surroundingsSql, [], 'realtime_surroundings')
    const surroundings = String(row?.surroundings)
    if (surroundings !== this.#surroundings) this.#known.clear()
    this.#surroundings = surroundings
    this.#lookedAtMs = Date.now()
  }

  #isKnown(stream: StreamRelation, roles: ReadonlySet<string>): boolean {
    const known = this.#known.get(stream.oid)
    if (!known || known.version !== stream.version) return false
    return [...roles].every((role) => known.roles.has(role))
  }
}
