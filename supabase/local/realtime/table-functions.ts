/**
 * Functions about the rows of one table that live in a session of the server, so that Postgres keeps the plans of
 * their queries. They are made at their first use in a session and gone with it.
 */
import { readFileSync } from 'node:fs'
import type { Relation } from './catalog.ts'
import type { RowKey } from './change.ts'
import type { Connection } from './database.ts'

export type TableFunctionName = 'visible' | 'facts' | 'witnessed'

const template = ['visible-to.sql', 'row-facts.sql']
  .map((file) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'))
  .join('\n')

export class TableFunctions {
  readonly #database: Connection
  readonly #made = new Map<string, { session: number; made: Promise<string> }>()

  constructor(database: Connection) {
    this.#database = database
  }

  /** Calls one of a table's functions with these arguments and gives its result. */
  async call(relation: Relation, name: TableFunctionName, values: unknown[]): Promise<unknown> {
    const made = `${name}_${await this.#idFor(relation)}`
    const markers = values.map((_, at) => `$${at + 1}`).join(', ')
    const [row] = await this.#database.query(`select pg_temp.${made}(${markers}) as result`, values, made)
    return row?.result
  }

  /** What the names of the table's functions end with, once they exist in the current session. */
  #idFor(relation: Relation): Promise<string> {
    const values = placeholders(relation)
    // A table that was renamed, or got another key or other policies, gets other functions.
    const id = `${relation.oid}_${hash(Object.values(values).join(','))}`
    const session = this.#database.session()
    const known = this.#made.get(id)
    if (known && known.session === session) return known.made
    const made = this.#database.query(fill({ ...values, id })).then(() => id)
    this.#made.set(id, { session, made })
    made.then(
      // The first query of a session opens it.
      () => this.#made.set(id, { session: this.#database.session(), made }),
      () => this.#made.delete(id),
    )
    return made
  }
}

function placeholders(relation: Relation): Record<string, string> {
  const keys = relation.key.map((column, at) => ({
    parameter: `keys_${at + 1}`,
    rowParameter: `row_keys_${at + 1}`,
    type: column.typeSql,
    column: quoteName(column.name),
    name: `key_${at + 1}`,
  }))
  return {
    parameters: keys.map((key) => `${key.parameter} ${key.type}[]`).join(', '),
    arguments: keys.map((key) => key.parameter).join(', '),
    row_parameters: keys.map((key) => `${key.rowParameter} ${key.type}[]`).join(', '),
    row_arguments: keys.map((key) => key.rowParameter).join(', '),
    first_key: keys[0]?.parameter ?? '',
    oid: String(relation.oid),
    schema: `'${relation.schema.replaceAll("'", "''")}'`,
    table: `${quoteName(relation.schema)}.${quoteName(relation.table)}`,
    deciding: (relation.decidedBy ?? []).map((column) => `t.${quoteName(column.name)}`).join(', '),
    one_key: keys.map((key) => `t.${key.column} = ${key.parameter}[from_key]`).join(' and '),
    key_slices: keys.map((key) => `${key.parameter}[from_key:to_key]`).join(', '),
    key_names: keys.map((key) => key.name).join(', '),
    many_keys: keys.map((key) => `t.${key.column} = k.${key.name}`).join(' and '),
  }
}

/** The keys of rows as the arrays that such functions take, one for each column of the key. */
export function keyArrays(relation: Relation, rows: RowKey[]): (string | null)[][] {
  return relation.key.map((_, column) => rows.map((row) => row.values[column] ?? null))
}

function fill(values: Record<string, string>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, placeholder: string) => values[placeholder] ?? '')
}

function hash(text: string): string {
  let value = 7
  for (let at = 0; at < text.length; at++) value = (value * 31 + text.charCodeAt(at)) >>> 0
  return value.toString(36)
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
