/**
 * What Postgres' catalog says about the tables whose changes are delivered. Read in one statement and only
 * when needed: at every subscription, and before the first change after the stream described a table anew,
 * which it does after each change of columns, grants, policies or publication.
 */
import { readFileSync } from 'node:fs'
import { claimsReadBy, type PolicyText } from './claims-read.ts'
import type { Connection, Row } from './database.ts'
import { type Printer, printerFor, type ValueType } from './json-value.ts'
import { decidingColumns, type PolicyParts } from './verdict-inputs.ts'

export type Column = {
  name: string
  typeOid: number
  /** As clients see it in `columns`: the type's own name, for a domain the domain's. */
  typeName: string
  /** Quoted and with its schema, for casts; without a length, so that a cast never truncates. */
  typeSql: string
  /** The type behind a domain, when built in; null for all others. */
  plainType: string | null
  isEnum: boolean
  isKey: boolean
  /** The expression of a stored generated column: the stream leaves such columns out. */
  generated: string | null
  hasPlainCollation: boolean
  /** Null when only Postgres can print this type as JSON. */
  print: Printer | null
}

export type RoleAccess = {
  bypassesRowSecurity: boolean
  seesEveryRow: boolean
  selectable: Set<string>
}

export type Relation = {
  oid: number
  schema: string
  table: string
  hasRowSecurity: boolean
  isPublished: boolean
  columns: Column[]
  key: Column[]
  /** Roles that do not exist are absent. */
  roles: Map<string, RoleAccess>
  /** The claims beside `role` that the policies can read, or null when that cannot be told. */
  claimsRead: string[] | null
  /** The columns that decide, with the claims, who sees a row; null when something else may decide too. */
  decidedBy: Column[] | null
}

export type TableName = { schema: string; table: string }

const relationsSql = readFileSync(new URL('./catalog.sql', import.meta.url), 'utf8')

/** Reads these tables, with what each of these roles may do. Tables that do not exist are left out. */
export async function readRelations(
  database: Connection,
  tables: TableName[],
  roles: string[],
): Promise<Relation[]> {
  if (tables.length === 0) return []
  const schemas = tables.map((name) => name.schema)
  const names = tables.map((name) => name.table)
  const rows = await database.query(relationsSql, [schemas, names, roles], 'realtime_relations')
  return rows.map(toRelation)
}

/** The tables that `supabase_realtime` publishes. */
export async function readPublishedTables(database: Connection): Promise<TableName[]> {
  const rows = await database.query(
    `select n.nspname as schema, c.relname as "table"
     from pg_publication p, pg_get_publication_tables(p.pubname) g
     join pg_class c on c.oid = g.relid join pg_namespace n on n.oid = c.relnamespace
     where p.pubname = 'supabase_realtime' order by 1, 2`,
    [],
    'realtime_published',
  )
  return rows.map((row) => ({ schema: String(row.schema), table: String(row.table) }))
}

/** Which of these roles exist. */
export async function readRoles(database: Connection, roles: string[]): Promise<Set<string>> {
  const rows = await database.query('select rolname from pg_roles where rolname = any($1::text[])', [roles])
  return new Set(rows.map((row) => String(row.rolname)))
}

type TypeRow = {
  oid: number
  name: string
  isBuiltIn: boolean
  kind: string
  base: number | null
  element: number | null
  delimiter: string
  hasJsonCast: boolean
}

type ColumnRow = Omit<Column, 'print' | 'plainType' | 'isEnum'> & { number: number }

type RoleRow = { name: string; bypassesRowSecurity: boolean; seesEveryRow: boolean; selectable: string[] }

function toRelation(row: Row): Relation {
  const types = new Map(((row.types ?? []) as TypeRow[]).map((type) => [type.oid, type]))
  const described = (row.columns ?? []) as ColumnRow[]
  const columns = described.map((column) => toColumn(column, types))
  const policies = (row.policies ?? []) as (PolicyText & PolicyParts)[]
  const roles = ((row.roles ?? []) as RoleRow[]).map(
    ({ name, selectable, ...access }): [string, RoleAccess] => [
      name,
      { ...access, selectable: new Set(selectable) },
    ],
  )
  return {
    oid: Number(row.oid),
    schema: String(row.schema),
    table: String(row.table),
    hasRowSecurity: row.has_row_security === true,
    isPublished: row.is_published === true,
    columns,
    key: columns.filter((column) => column.isKey),
    roles: new Map(roles),
    claimsRead: claimsReadBy(policies),
    decidedBy: columnsThatDecide(policies, described, columns),
  }
}

/** Only built-in types, whose text tells their values apart for good: the labels of an enum can be renamed. */
function columnsThatDecide(
  policies: PolicyParts[],
  described: ColumnRow[],
  columns: Column[],
): Column[] | null {
  const numbers = decidingColumns(policies)
  const deciding = numbers?.map((number) => columns[described.findIndex((one) => one.number === number)])
  return deciding?.every((column) => column !== undefined && column.plainType !== null)
    ? deciding.filter((column) => column !== undefined)
    : null
}

function toColumn({ number: _number, ...column }: ColumnRow, types: Map<number, TypeRow>): Column {
  const type = valueType(column.typeOid, types)
  const plainType = type.isBuiltIn && !type.element ? type.name : null
  return { ...column, plainType, isEnum: type.kind === 'e', print: printerFor(type) }
}

function valueType(oid: number, types: Map<number, TypeRow>): ValueType {
  const type = types.get(oid)
  if (!type) throw new Error(`type ${oid} is missing from the catalog`)
  if (type.base) return valueType(type.base, types)
  const element = type.element ? valueType(type.element, types) : null
  return { ...type, element }
}
