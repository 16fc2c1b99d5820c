/**
 * Channels that ask for exactly the same (version, topic, role, entries) share one shape: a change is matched
 * and printed once for all of them, and they differ only in their claims.
 */
import type { ReadyClause } from './clause.ts'
import type { Entry } from './entry.ts'
import type { Version } from './protocol.ts'
import type { Claims } from './tokens.ts'

/** An entry made ready for one table. */
export type ReadyEntry = { entry: Entry; clauses: ReadyClause[] }

/** A channel as the delivery of changes sees it. */
export type Subscriber = {
  /** True while a new token is being taken up: what comes meanwhile is delivered under the new one. */
  isSwitching: boolean
  send(frame: Buffer): void
}

export type Shape = {
  key: string
  version: Version
  topic: string
  /** Joined the old way: the change's type is the event, and the payload is the change itself. */
  isLegacy: boolean
  role: string
  /** Entries by `schema.table`; entries for any table, without clauses, are in `wildcards`. */
  tables: Map<string, ReadyEntry[]>
  wildcards: ReadyEntry[]
  members: Map<Claims, Set<Subscriber>>
}

export type ShapeDraft = Omit<Shape, 'key' | 'members'>

export function tableKey(schema: string, table: string): string {
  return `${JSON.stringify(schema)}.${table}`
}

/** Equal for drafts that can share a shape. */
export function shapeKey(draft: ShapeDraft, entries: Entry[]): string {
  return JSON.stringify([draft.version, draft.topic, draft.isLegacy, draft.role, entries])
}

/** The entries of a shape that may concern a table. */
export function entriesFor(shape: Shape, schema: string, table: string): ReadyEntry[] {
  const own = shape.tables.get(tableKey(schema, table))
  if (shape.wildcards.length === 0) return own ?? []
  const wild = shape.wildcards.filter(({ entry }) => covers(entry, schema, table))
  return own ? [...wild, ...own] : wild
}

export function covers(entry: Entry, schema: string, table: string): boolean {
  return (entry.schema === '*' || entry.schema === schema) && (entry.table === '*' || entry.table === table)
}
