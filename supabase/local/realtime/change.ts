/**
 * One row change on its way to the clients, and its text. Each value is printed at most once, whatever the
 * number of subscribers; numbers are never parsed.
 */
import type { Column } from './catalog.ts'
import type { Connection } from './database.ts'
import type { Action, StreamRelation, Tuple, TupleValue } from './pgoutput.ts'
import { quoteName } from './table-functions.ts'
import type { TableState, View, ViewColumn } from './table-state.ts'

export type Change = {
  action: Action
  relation: StreamRelation
  row: Tuple | null
  old: Tuple | null
  /** True when `old` holds nothing but the replica identity's columns. */
  oldIsKey: boolean
  /** UTC with milliseconds. */
  committedAt: string
  /** Without its epoch. */
  transactionId: number
  bytes: number
}

/** The values that decide filters: the new ones, for DELETE what the stream carries of the old ones. */
export function decidingValues(change: Change): Tuple {
  if (change.row) return change.row
  const old = change.old ?? []
  return change.oldIsKey ? onlyIdentity(change.relation, old) : old
}

/** In a key tuple null stands for "not part of the identity", not for SQL's null. */
function onlyIdentity(relation: StreamRelation, tuple: Tuple): Tuple {
  return tuple.map((value, at) => (relation.columns[at]?.isIdentity ? value : undefined))
}

/** A unique text for the key of a row within its table, and the texts of the key's columns. */
export type RowKey = { text: string; values: string[] }

/** The key of a change's row; null when a part of it is missing. */
export function rowKey(change: Change, state: TableState): RowKey | null {
  const values = state.keyPositions.map((at) => change.row?.[at])
  if (!values.every((value) => typeof value === 'string')) return null
  return { text: values.length === 1 ? (values[0] ?? '') : JSON.stringify(values), values }
}

type Printed = Map<string, string>

export class ChangeText {
  readonly #change: Change
  readonly #state: TableState
  readonly #row: Printed = new Map()
  readonly #old: Printed = new Map()
  readonly #isTooLarge: boolean
  readonly #data = new Map<string, string>()

  constructor(change: Change, state: TableState, maxBytes: number) {
    this.#change = change
    this.#state = state
    this.#isTooLarge = change.bytes > maxBytes
  }

  /** Lets Postgres print what only it can print; to be awaited before `data` when `needsPostgres`. */
  async printInPostgres(database: Connection): Promise<void> {
    const { row, old } = this.#change
    await Promise.all([
      row && printColumns(database, this.#state, this.#withOldToast(row), this.#row),
      old && !this.#change.oldIsKey && printColumns(database, this.#state, old, this.#old),
    ])
  }

  get needsPostgres(): boolean {
    return this.#state.postgresColumns.length > 0
  }

  /** The `data` object of the change for a view. */
  data(view: View): string {
    const known = this.#data.get(view.key)
    if (known !== undefined) return known
    const { action, committedAt } = this.#change
    const errors = this.#isTooLarge ? '["Error 413: Payload Too Large"]' : 'null'
    const record = this.#change.row ? `"record":${this.#record(view)},` : ''
    const old = action === 'INSERT' ? '' : `,"old_record":${this.#oldRecord(view)}`
    const text = `{${this.#head()},${record}"columns":${view.columnsJson},"errors":${errors},"commit_timestamp":"${committedAt}"${old}}`
    this.#data.set(view.key, text)
    return text
  }

  /** The `data` object that stands for a row which cannot be shown. */
  failure(error: string): string {
    const old = this.#change.action === 'UPDATE' ? ',"old_record":{}' : ''
    return `{${this.#head()},"record":{},"columns":[],"errors":[${JSON.stringify(error)}],"commit_timestamp":null${old}}`
  }

  #head(): string {
    const { schema, table } = this.#change.relation
    return `"schema":${JSON.stringify(schema)},"table":${JSON.stringify(table)},"type":"${this.#change.action}"`
  }

  #record(view: View): string {
    return this.#object(view.columns, this.#withOldToast(this.#change.row ?? []), this.#row)
  }

  #oldRecord(view: View): string {
    const { action, old, oldIsKey, row, relation } = this.#change
    const { hasRowSecurity } = this.#state.relation
    const columns = view.columns.filter(({ column, at }) => {
      if (action === 'DELETE' && hasRowSecurity) return column.isKey
      return !(oldIsKey || !old) || (at >= 0 && relation.columns[at]?.isIdentity === true)
    })
    return this.#object(columns, old ?? row ?? [], this.#old)
  }

  /** An unchanged TOAST value is taken from the old row when the stream carries all of it. */
  #withOldToast(row: Tuple): Tuple {
    const { old, oldIsKey } = this.#change
    if (!old || oldIsKey) return row
    return row.map((value, at) => (value === undefined ? old[at] : value))
  }

  #object(columns: ViewColumn[], tuple: Tuple, printed: Printed): string {
    const members: string[] = []
    for (const { label, column, at } of columns) {
      const json = printValue(column, at === -1 ? undefined : tuple[at], printed)
      if (json === undefined || (this.#isTooLarge && !isSmall(json))) continue
      members.push(label + json)
    }
    return `{${members.join(', ')}}`
  }
}

const maxSmallBytes = 64

function isSmall(json: string): boolean {
  return json !== 'null' && Buffer.byteLength(json) <= maxSmallBytes
}

function printValue(column: Column, value: TupleValue, printed: Printed): string | undefined {
  const known = printed.get(column.name)
  if (known !== undefined) return known
  if (value === undefined) return undefined
  if (value === null) return 'null'
  const json = column.print ? column.print(value) : JSON.stringify(value)
  printed.set(column.name, json)
  return json
}

async function printColumns(
  database: Connection,
  state: TableState,
  tuple: Tuple,
  printed: Printed,
): Promise<void> {
  const columns = state.postgresColumns.filter((column) => isPrintable(column, state, tuple))
  if (columns.length === 0) return
  const expressions = columns.map((column) => {
    const value = column.generated ?? `r.${quoteName(column.name)}`
    return `to_jsonb(${value})::text as ${quoteName(column.name)}`
  })
  const known = state.relation.columns.filter((column) => column.generated === null)
  const texts = known.map((column) => tuple[state.positions.get(column.name) ?? -1] ?? null)
  const source = known.map((column, at) => `$${at + 1}::text::${column.typeSql} as ${quoteName(column.name)}`)
  // A generation expression names its columns bare: the row must be the only source.
  const [row] = await database.query(
    `select ${expressions.join(', ')} from (select ${source.join(', ')}) r`,
    texts,
  )
  for (const column of columns) printed.set(column.name, String(row?.[column.name] ?? 'null'))
}

/** A generated value can be computed only when the stream carries every value of the row. */
function isPrintable(column: Column, state: TableState, tuple: Tuple): boolean {
  if (column.generated !== null) return tuple.every((value) => value !== undefined)
  const value = tuple[state.positions.get(column.name) ?? -1]
  return typeof value === 'string'
}
