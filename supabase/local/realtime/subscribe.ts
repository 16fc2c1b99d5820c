/**
 * Checks a channel's entries against the catalog, as the subscriber's role: published table, readable columns,
 * values that fit their types. All entries of a channel stand or fall together.
 */
import { type Column, type Relation, readPublishedTables, readRoles, type TableName } from './catalog.ts'
import type { CatalogReader } from './catalog-reader.ts'
import { ClauseError, type ReadyClause, readyClause } from './clause.ts'
import type { Connection } from './database.ts'
import { describeEntry, type Entry } from './entry.ts'
import { covers, type ReadyEntry, tableKey } from './shape.ts'

export type PreparedEntries = { tables: Map<string, ReadyEntry[]>; wildcards: ReadyEntry[] }

/** Prepares the entries for a role; the error is the text of the `system` message. */
export async function prepareEntries(
  database: Connection,
  catalog: CatalogReader,
  entries: Entry[],
  role: string,
): Promise<PreparedEntries | { error: string }> {
  const published = entries.some(isWildcard) ? await readPublishedTables(database) : []
  const tables = entries.filter(isPrintable).flatMap((entry) => tablesOf(entry, published))
  const relations = await catalog.read(tables, role)
  const prepared: PreparedEntries = { tables: new Map(), wildcards: [] }
  // From the last to the first, as Supabase does: the last of several bad ones is the one that is told.
  for (const entry of entries.toReversed()) {
    const own = relations.filter(
      (relation) => relation.isPublished && covers(entry, relation.schema, relation.table),
    )
    if (own.length === 0 && isPrintable(entry))
      return {
        error: `${refusal}. Please check Realtime is enabled for the given connect parameters: ${describeEntry(entry)}`,
      }
    try {
      if (!isPrintable(entry))
        throw new ClauseError('invalid byte sequence for encoding "UTF8": 0x00', '22021')
      await prepareEntry(database, entry, own, role, prepared)
    } catch (error) {
      if (!(error instanceof ClauseError)) throw error
      return {
        error: `${refusal}. An exception happened so please check your connect parameters: ${describeEntry(entry)}. Exception: ERROR ${error.code} (${conditionName(error.code)}) ${error.message}`,
      }
    }
  }
  return prepared
}

const refusal = 'Unable to subscribe to changes with given parameters'

/** Postgres takes no text with a zero byte, and others may share the question. */
function isPrintable({ schema, table }: Entry): boolean {
  return !`${schema}${table}`.includes('\0')
}

function isWildcard(entry: Entry): boolean {
  return entry.schema === '*' || entry.table === '*'
}

function tablesOf(entry: Entry, published: TableName[]): TableName[] {
  if (!isWildcard(entry)) return [{ schema: entry.schema, table: entry.table }]
  return published.filter((name) => covers(entry, name.schema, name.table))
}

/** Puts an entry before those that are prepared already. */
async function prepareEntry(
  database: Connection,
  entry: Entry,
  relations: Relation[],
  role: string,
  prepared: PreparedEntries,
): Promise<void> {
  await checkRole(database, relations, role)
  // Without a filter a wildcard also covers tables that are published later.
  if (isWildcard(entry) && entry.clauses.length === 0) {
    prepared.wildcards.unshift({ entry, clauses: [] })
    return
  }
  for (const relation of relations) {
    const clauses = await readyClauses(database, entry, relation, role)
    checkSelect(entry, relation, role)
    const key = tableKey(relation.schema, relation.table)
    const ready = prepared.tables.get(key) ?? []
    prepared.tables.set(key, [{ entry, clauses }, ...ready])
  }
}

async function checkRole(database: Connection, relations: Relation[], role: string): Promise<void> {
  if (relations.some((relation) => relation.roles.has(role))) return
  const roles = await readRoles(database, [role])
  if (!roles.has(role)) throw new ClauseError(`role "${role}" does not exist`, '42704')
}

async function readyClauses(
  database: Connection,
  entry: Entry,
  relation: Relation,
  role: string,
): Promise<ReadyClause[]> {
  const clauses: ReadyClause[] = []
  for (const clause of entry.clauses) {
    const column = readable(relation, role, clause.column)
    if (!column) throw new ClauseError(`invalid column for filter ${clause.column}`)
    clauses.push(await readyClause(database, clause, column))
  }
  return clauses
}

function checkSelect(entry: Entry, relation: Relation, role: string): void {
  for (const name of entry.select ?? []) {
    if (!readable(relation, role, name)) throw new ClauseError(`invalid column for select ${name}`)
  }
}

function readable(relation: Relation, role: string, name: string): Column | undefined {
  if (!relation.roles.get(role)?.selectable.has(name)) return undefined
  return relation.columns.find((column) => column.name === name)
}

const conditionNames: Record<string, string> = {
  '22003': 'numeric_value_out_of_range',
  '22007': 'invalid_datetime_format',
  '22008': 'datetime_field_overflow',
  '22021': 'character_not_in_repertoire',
  '22023': 'invalid_parameter_value',
  '22P02': 'invalid_text_representation',
  '22P03': 'invalid_binary_representation',
  '23514': 'check_violation',
  '2201B': 'invalid_regular_expression',
  '42501': 'insufficient_privilege',
  '42601': 'syntax_error',
  '42704': 'undefined_object',
  '42846': 'cannot_coerce',
  '42883': 'undefined_function',
  P0001: 'raise_exception',
}

function conditionName(code: string): string {
  return conditionNames[code] ?? 'unknown'
}
