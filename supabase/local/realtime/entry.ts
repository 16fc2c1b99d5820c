/** One element of a join's `postgres_changes` list: which changes of which tables the client asks for. */
import { createHash } from 'node:crypto'
import { type Clause, parseFilter } from './filter.ts'
import { inspect, inspectTexts, inspectTuples } from './inspect.ts'
import type { Action } from './pgoutput.ts'
import { isRecord } from './protocol.ts'

export type EntryEvent = Action | '*'

export type Entry = {
  id: number
  event: EntryEvent
  schema: string
  table: string
  clauses: Clause[]
  select: string[] | null
}

const maxId = 2 ** 27

/** An id for each raw element: never zero, equal for equal elements, different for different ones. */
export function entryIds(elements: Record<string, unknown>[]): number[] {
  const taken = new Map<number, string>()
  return elements.map((element) => {
    const text = canonicalText(element)
    let id = (createHash('sha1').update(text).digest().readUInt32BE(0) % (maxId - 1)) + 1
    while (taken.has(id) && taken.get(id) !== text) id = (id % (maxId - 1)) + 1
    taken.set(id, text)
    return id
  })
}

function canonicalText(element: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(element).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Reads one element. Errors are worded as Supabase words them. */
export function parseEntry(element: Record<string, unknown>, id: number): Entry | { error: string } {
  const select = parseSelect(element.select)
  if (select !== null && 'error' in select) return select
  const named = parseNames(element)
  if (named === null) {
    const shown = 'user_token' in element || 'auth_token' in element ? '<redacted>' : inspect(element)
    return {
      error: `No subscription params provided. Please provide at least a \`schema\` or \`table\` to subscribe to: ${shown}`,
    }
  }
  const parsed = parseFilter(named.filter)
  if ('error' in parsed) return parsed
  const { schema, table } = named
  if (select !== null && (schema === '*' || table === '*')) {
    return {
      error:
        'Column selection is not supported for wildcard subscriptions. Provide an explicit schema and table name.',
    }
  }
  return { id, event: parseEvent(element.event), schema, table, clauses: parsed.clauses, select }
}

/** A schema, a table or both, a filter only with both; null for anything else. */
function parseNames({
  schema,
  table,
  filter,
}: Record<string, unknown>): { schema: string; table: string; filter: string } | null {
  const isOptional = (value: unknown) => value === undefined || typeof value === 'string'
  if (!isOptional(schema) || !isOptional(table) || !isOptional(filter)) return null
  if (schema === undefined && table === undefined) return null
  if (filter !== undefined && (schema === undefined || table === undefined)) return null
  return { schema: String(schema ?? 'public'), table: String(table ?? '*'), filter: String(filter ?? '') }
}

function parseEvent(event: unknown): EntryEvent {
  const name = String(event).toUpperCase()
  return name === 'INSERT' || name === 'UPDATE' || name === 'DELETE' ? name : '*'
}

/** Of a list its texts; what is no list, but for a text, counts as absent. */
function parseSelect(select: unknown): string[] | null | { error: string } {
  if (typeof select === 'string') {
    return {
      error:
        'Error parsing `select` params: expected a list of column name strings, e.g. select: ["col1", "col2"]',
    }
  }
  const columns = Array.isArray(select) ? select.filter((name) => typeof name === 'string') : []
  return columns.length === 0 ? null : columns
}

/** How Supabase's error texts describe an entry. */
export function describeEntry(entry: Entry): string {
  const filters = entry.clauses.map((clause) => [
    clause.column,
    clause.operator,
    clause.value,
    clause.isNegated,
  ])
  const select = entry.select ? inspectTexts(entry.select) : 'nil'
  return `[event: ${entry.event}, schema: ${entry.schema}, table: ${entry.table}, filters: ${inspectTuples(filters)}, select: ${select}]`
}

export function toElements(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}
