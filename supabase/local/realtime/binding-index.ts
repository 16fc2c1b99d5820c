/**
 * Finds the shapes that a change may concern. Entries with an equality on a column are found by
 * (table, column, value), so a change never looks at the subscribers of other rows.
 */
import { indexKeys, type ReadyClause } from './clause.ts'
import type { StreamRelation, Tuple } from './pgoutput.ts'
import { type ReadyEntry, type Shape, tableKey } from './shape.ts'

type ColumnIndex = { typeOid: number; canonical: (text: string) => string; values: Map<string, Set<Shape>> }

type TableIndex = {
  /** Every shape with an entry for this table. */
  all: Set<Shape>
  /** Those with an entry that no lookup finds. */
  unindexed: Set<Shape>
  columns: Map<string, ColumnIndex>
}

export class BindingIndex {
  readonly #tables = new Map<string, TableIndex>()
  readonly #wildcards = new Set<Shape>()

  add(shape: Shape): void {
    if (shape.wildcards.length > 0) this.#wildcards.add(shape)
    for (const [key, entries] of shape.tables) {
      const table = this.#tables.get(key) ?? { all: new Set(), unindexed: new Set(), columns: new Map() }
      this.#tables.set(key, table)
      table.all.add(shape)
      for (const entry of entries) addEntry(table, shape, entry)
    }
  }

  remove(shape: Shape): void {
    this.#wildcards.delete(shape)
    for (const [key, entries] of shape.tables) {
      const table = this.#tables.get(key)
      if (!table) continue
      table.all.delete(shape)
      table.unindexed.delete(shape)
      for (const entry of entries) removeEntry(table, shape, entry)
      if (table.all.size === 0) this.#tables.delete(key)
    }
  }

  /** False when nobody can be concerned by changes of this table. */
  hasInterest(schema: string, table: string): boolean {
    return this.#wildcards.size > 0 || this.#tables.has(tableKey(schema, table))
  }

  /** Every shape with an entry for the table, whatever it filters by. */
  all(relation: StreamRelation): Set<Shape> {
    const own = this.#tables.get(tableKey(relation.schema, relation.table))?.all
    if (this.#wildcards.size === 0) return own ?? new Set()
    return new Set([...this.#wildcards, ...(own ?? [])])
  }

  /** The shapes whose equalities fit these values; their other clauses are still to be decided. */
  candidates(relation: StreamRelation, values: Tuple): Set<Shape> {
    const table = this.#tables.get(tableKey(relation.schema, relation.table))
    if (!table) return this.#wildcards
    if (table.columns.size === 0) {
      return this.#wildcards.size === 0 ? table.unindexed : new Set([...this.#wildcards, ...table.unindexed])
    }
    const found = new Set([...this.#wildcards, ...table.unindexed])
    for (const [name, column] of table.columns) {
      const at = relation.columns.findIndex((described) => described.name === name)
      const described = relation.columns[at]
      // Values of another type than at subscription print otherwise: every clause is decided afresh.
      if (described && described.typeOid !== column.typeOid) return this.all(relation)
      const value = values[at]
      if (typeof value !== 'string') continue
      for (const shape of column.values.get(column.canonical(value)) ?? []) found.add(shape)
    }
    return found
  }
}

function indexedClause(entry: ReadyEntry): { clause: ReadyClause; keys: ReadonlySet<string> } | null {
  for (const clause of entry.clauses) {
    const keys = indexKeys(clause)
    if (keys && clause.canonical) return { clause, keys }
  }
  return null
}

function addEntry(table: TableIndex, shape: Shape, entry: ReadyEntry): void {
  const indexed = indexedClause(entry)
  const canonical = indexed?.clause.canonical
  if (!indexed || !canonical) {
    table.unindexed.add(shape)
    return
  }
  const { column: name, typeOid } = indexed.clause
  const existing = table.columns.get(name)
  // Entries made before and after a change of the column's type cannot share one index.
  if (existing && existing.typeOid !== typeOid) {
    table.unindexed.add(shape)
    return
  }
  const column = existing ?? { typeOid, canonical, values: new Map<string, Set<Shape>>() }
  table.columns.set(name, column)
  for (const key of indexed.keys) {
    const shapes = column.values.get(key)
    if (shapes) shapes.add(shape)
    else column.values.set(key, new Set([shape]))
  }
}

function removeEntry(table: TableIndex, shape: Shape, entry: ReadyEntry): void {
  const indexed = indexedClause(entry)
  const column = indexed && table.columns.get(indexed.clause.column)
  if (!indexed || !column) return
  for (const key of indexed.keys) {
    const shapes = column.values.get(key)
    shapes?.delete(shape)
    if (shapes?.size === 0) column.values.delete(key)
  }
  if (column.values.size === 0) table.columns.delete(indexed.clause.column)
}
