/**
 * Functions about the rows of one table that live in a session of the server, so that Postgres keeps the plans of
 * their queries. Each is made from a template at its first use in a session and gone with it.
 */
import type { Relation } from './catalog.ts'
import type { RowKey } from './change.ts'
import type { Connection } from './database.ts'

export type TableFunctionOptions = {
  database: Connection
  /** Begins the function's name. */
  prefix: string
  /** SQL with `{{function}}`, and placeholders for the table and its key; see `placeholders`. */
  template: string
  /** What else the template takes from the table; a function is made for each distinct outcome. */
  extra?: (relation: Relation) => Record<string, string>
}

export class TableFunction {
  readonly #options: TableFunctionOptions
  readonly #made = new Map<string, { session: number; made: Promise<string> }>()

  constructor(options: TableFunctionOptions) {
    this.#options = options
  }

  /** Calls it with these arguments and gives its result. */
  async call(relation: Relation, values: unknown[]): Promise<unknown> {
    const name = await this.#nameFor(relation)
    const markers = values.map((_, at) => `$${at + 1}`).join(', ')
    const [row] = await this.#options.database.query(
      `select pg_temp.${name}(${markers}) as result`,
      values,
      name,
    )
    return row?.result
  }

  /** Resolves once the function exists in the current session. */
  #nameFor(relation: Relation): Promise<string> {
    const { database, prefix, template, extra } = this.#options
    const values = { ...placeholders(relation), ...extra?.(relation) }
    // A table that was renamed or got another key gets another function.
    const name = `${prefix}_${relation.oid}_${hash(Object.values(values).join(','))}`
    const session = database.session()
    const known = this.#made.get(name)
    if (known && known.session === session) return known.made
    const made = database.query(fill(template, { ...values, function: name })).then(() => name)
    this.#made.set(name, { session, made })
    made.then(
      // The first query of a session opens it.
      () => this.#made.set(name, { session: database.session(), made }),
      () => this.#made.delete(name),
    )
    return made
  }
}

function placeholders(relation: Relation): Record<string, string> {
  const keys = relation.key.map((column, at) => ({
    parameter: `keys_${at + 1}`,
    type: column.typeSql,
    column: quoteName(column.name),
    name: `key_${at + 1}`,
  }))
  return {
    parameters: keys.map((key) => `${key.parameter} ${key.type}[]`).join(', '),
    arguments: keys.map((key) => key.parameter).join(', '),
    first_key: keys[0]?.parameter ?? '',
    oid: String(relation.oid),
    table: `${quoteName(relation.schema)}.${quoteName(relation.table)}`,
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

function fill(template: string, values: Record<string, string>): string {
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
