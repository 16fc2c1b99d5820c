import pg from 'pg'
import { hasStatement, splitSql } from '../sql-statements.ts'
import { formatCommand, formatError, formatResult } from './format.ts'
import { metaCommand } from './meta-commands.ts'
import type { TableStyle } from './table.ts'

export type SessionOptions = TableStyle & {
  isExpanded?: boolean
  print(text: string): void
  printError(text: string): void
}

/** One connection that runs statements and backslash commands and prints what comes back. */
export class Session {
  readonly #client: pg.Client
  readonly #options: SessionOptions
  #isExpanded: boolean
  isClosed = false

  private constructor(client: pg.Client, options: SessionOptions) {
    this.#client = client
    this.#options = options
    this.#isExpanded = options.isExpanded ?? false
    client.on('notice', (notice) => options.printError(`${notice.severity ?? 'NOTICE'}:  ${notice.message}`))
    client.on('error', (error) => {
      this.isClosed = true
      options.printError(error.message)
    })
  }

  static async open(databaseUrl: string, options: SessionOptions): Promise<Session> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'psql',
      // Values are shown as Postgres prints them.
      types: { getTypeParser: () => String },
    })
    await client.connect()
    return new Session(client, options)
  }

  /** Runs all complete statements of a text; false as soon as one fails. What is left incomplete comes back. */
  async runScript(text: string): Promise<{ ok: boolean; rest: string }> {
    const { statements, rest } = splitSql(text)
    for (const statement of statements) {
      if (!(await this.runStatement(statement.text))) return { ok: false, rest: '' }
    }
    return { ok: true, rest: hasStatement(rest) ? rest : '' }
  }

  async runStatement(text: string): Promise<boolean> {
    try {
      const result = await this.#client.query<(string | null)[]>({ text, rowMode: 'array' })
      this.#options.print(
        result.fields.length > 0
          ? formatResult(result, this.#options, this.#isExpanded)
          : formatCommand(result, text),
      )
      return true
    } catch (error) {
      this.#options.printError(error instanceof pg.DatabaseError ? formatError(error, text) : String(error))
      return false
    }
  }

  /** A line that begins with a backslash. Returns false for `\q`, which ends the session. */
  async runMeta(line: string): Promise<boolean> {
    const command = metaCommand(line)
    if (command.kind === 'quit') return false
    if (command.kind === 'expanded') {
      this.#isExpanded = !this.#isExpanded
      this.#options.print(`Expanded display is ${this.#isExpanded ? 'on' : 'off'}.`)
    }
    if (command.kind === 'text') this.#options.print(command.text)
    if (command.kind === 'queries') await this.#describe(command.queries)
    return true
  }

  async close(): Promise<void> {
    await this.#client.end()
  }

  /** Each query gives one titled list; empty lists are left out. */
  async #describe(queries: { title: string; text: string; values: string[] }[]): Promise<void> {
    let isEmpty = true
    for (const { title, text, values } of queries) {
      const result = await this.#client.query<(string | null)[]>({ text, values, rowMode: 'array' })
      if (result.rows.length === 0) continue
      isEmpty = false
      this.#options.print(`${title}\n${formatResult(result, this.#options, false)}`)
    }
    if (isEmpty) this.#options.printError('Nothing found.')
  }
}
