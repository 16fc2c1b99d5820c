/**
 * Reads the catalog for joins. Requests that come while a read is under way share the next one, so that hundreds
 * of clients that come back at once cost a handful of statements; every answer is younger than its request.
 */
import { type Relation, readRelations, type TableName } from './catalog.ts'
import type { Connection } from './database.ts'
import { tableKey } from './shape.ts'

type Round = { tables: Map<string, TableName>; roles: Set<string>; relations: Promise<Relation[]> }

export class CatalogReader {
  readonly #database: Connection
  #running: Promise<unknown> = Promise.resolve()
  #next: Round | null = null

  constructor(database: Connection) {
    this.#database = database
  }

  /** These tables as they are now, with at least this role. Errors: the database cannot be asked. */
  async read(tables: TableName[], role: string): Promise<Relation[]> {
    const round = this.#next ?? this.#begin()
    for (const name of tables) round.tables.set(tableKey(name.schema, name.table), name)
    round.roles.add(role)
    const wanted = new Set(tables.map((name) => tableKey(name.schema, name.table)))
    const relations = await round.relations
    return relations.filter((relation) => wanted.has(tableKey(relation.schema, relation.table)))
  }

  #begin(): Round {
    const tables = new Map<string, TableName>()
    const roles = new Set<string>()
    const relations = this.#running.then(() => {
      this.#next = null
      return readRelations(this.#database, [...tables.values()], [...roles])
    })
    const round = { tables, roles, relations }
    this.#running = relations.catch(() => {})
    this.#next = round
    return round
  }
}
