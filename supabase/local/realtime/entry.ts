/** One element of a join's `postgres_changes` list: which changes of which tables the client asks for. */
import { createHash } from 'node:crypto'
import { type Clause, parseFilter } from './filter.ts'
import { inspect, inspectTuple } from './inspect.ts'
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
  const { schema, table, filter, select } = element
  const isFilterValid = filter === undefined || (typeof filter === 'string' && table !== undefined)
  const named = { schema: nameOf(schema), table: nameOf(table) }
  const isNamed = named.schema !== null || named.table !== null
  if (!isFilterValid || !isNamed || named.schema === undefined || named.table === undefined) {
    return {
      error: `No subscription params provided. Please provide at least a \`schema\` or \`table\` to subscribe to: ${inspect(element)}`,
    }
  }
  const parsed = parseFilter(typeof filter === 'string' ? filter : '')
  if ('error' in parsed) return parsed
  const columns = parseSelect(select, named.schema, named.table)
  if (columns !== null && 'error' in columns) return columns
  return {
    id,
    event: parseEvent(element.event),
    schema: named.schema ?? 'public',
    table: named.table ?? '*',
    clauses: parsed.clauses,
    select: columns,
  }
}

/** Null when absent, undefined when it is not a usable name. */
function nameOf(value: unknown): string | null | undefined {
  if (value === undefined) return null
  return typeof value === 'string' ? value : undefined
}

function parseEvent(event: unknown): EntryEvent {
  const name = String(event).toUpperCase()
  return name === 'INSERT' || name === 'UPDATE' || name === 'DELETE' ? name : '*'
}

function parseSelect(
  select: unknown,
  schema: string | null,
  table: string | null,
): string[] | null | { error: string } {
  if (select === undefined || select === null) return null
  if (!Array.isArray(select) || !select.every((name) => typeof name === 'string')) {
    return {
      error: `Error parsing \`select\` params: expected a list of column names, got: ${inspect(select)}`,
    }
  }
  if (schema === null || table === null || schema === '*' || table === '*') {
    return { error: 'Error parsing `select` params: `select` requires an explicit `schema` and `table`' }
  }
  return select.length === 0 ? null : select
}

/** How Supabase's error texts describe an entry. */
export function describeEntry(entry: Entry): string {
  const filters = entry.clauses.map((clause) =>
    inspectTuple([clause.column, clause.operator, clause.value, clause.isNegated]),
  )
  const select = entry.select ? inspect(entry.select) : 'nil'
  return `[event: ${entry.event}, schema: ${entry.schema}, table: ${entry.table}, filters: [${filters.join(', ')}], select: ${select}]`
}

export function toElements(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}
