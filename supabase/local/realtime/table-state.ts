/**
 * One table as the delivery of changes needs it: what the stream says of it, what the catalog says, and the
 * views that have been built from both. Made anew whenever the stream describes the table anew.
 */
import type { Column, Relation, RoleAccess } from './catalog.ts'
import type { StreamRelation } from './pgoutput.ts'

export type ViewColumn = {
  /** `"name": `, ready to be printed before the value. */
  label: string
  column: Column
  /** Position in the stream's tuples; -1 for generated columns. */
  at: number
}

/** The columns that one role may see, or chose of them. */
export type View = {
  key: string
  /** In the order of the catalog, as clients get it. */
  columnsJson: string
  /** In the order of jsonb's keys. */
  columns: ViewColumn[]
}

export type TableState = {
  stream: StreamRelation
  relation: Relation
  /** Position in the stream's tuples by column name. */
  positions: Map<string, number>
  keyPositions: number[]
  /** Columns that only Postgres can print, or compute. */
  postgresColumns: Column[]
  views: Map<string, View>
}

export function tableState(stream: StreamRelation, relation: Relation): TableState {
  const positions = new Map(stream.columns.map((column, at) => [column.name, at]))
  return {
    stream,
    relation,
    positions,
    keyPositions: relation.key.map((column) => positions.get(column.name) ?? -1),
    postgresColumns: relation.columns.filter((column) => column.generated !== null || column.print === null),
    views: new Map(),
  }
}

/** The view of a role, narrowed to the selected columns and the key when a selection was made. */
export function viewOf(
  state: TableState,
  roleName: string,
  access: RoleAccess,
  select: string[] | null,
): View {
  const key = JSON.stringify([roleName, select && [...select].sort()])
  const known = state.views.get(key)
  if (known) return known
  const visible = state.relation.columns.filter(
    (column) =>
      access.selectable.has(column.name) && (!select || column.isKey || select.includes(column.name)),
  )
  const columns = visible.map((column) => ({
    label: `${JSON.stringify(column.name)}: `,
    column,
    at: state.positions.get(column.name) ?? -1,
  }))
  columns.sort((a, b) => compareKeys(a.column.name, b.column.name))
  const described = visible.map((column) => JSON.stringify({ name: column.name, type: column.typeName }))
  const view = { key, columnsJson: `[${described.join(',')}]`, columns }
  state.views.set(key, view)
  return view
}

/** jsonb orders its keys by length in bytes, then by bytes. */
function compareKeys(a: string, b: string): number {
  const [first, second] = [Buffer.from(a), Buffer.from(b)]
  return first.length - second.length || Buffer.compare(first, second)
}
