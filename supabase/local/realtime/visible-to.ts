/**
 * Row security, asked of Postgres: which rows of a table each set of claims may see. Questions go in chunks of
 * 64, pipelined, one statement a chunk. A chunk that fails is asked again one by one, so that a policy that
 * raises, or a role that is gone, costs nobody but its own subscriber.
 */
import { readFileSync } from 'node:fs'
import type { Relation } from './catalog.ts'
import type { Connection } from './database.ts'
import { isSqlError } from './sql-error.ts'

export type Question = {
  role: string
  /** JSON text for `request.jwt.claims`. */
  claims: string
  subject: string
  /** The rows: for each, the texts of its key columns. */
  keys: string[][]
}

/** One answer for each key of a question. */
export type Answer = boolean[]

const questionsPerChunk = 64
const keysPerChunk = 4_096
/** A policy that ran into the time limit is not asked again for this long, so that it cannot hold up others. */
const suspensionMs = 10_000

const template = readFileSync(new URL('./visible-to.sql', import.meta.url), 'utf8')

export class RowSecurity {
  readonly #database: Connection
  readonly #log: (line: string) => void
  readonly #made = new Map<string, { session: number; made: Promise<string> }>()
  readonly #suspended = new Map<string, number>()

  constructor(database: Connection, log: (line: string) => void) {
    this.#database = database
    this.#log = log
  }

  /**
   * Asks every question, once these transactions can be seen, and hands over each answer as soon as its chunk is
   * back. Resolves when all are answered; rejects only when the connection is lost, and then some have no answer.
   */
  async ask(
    relation: Relation,
    questions: Question[],
    transactions: number[],
    onAnswer: (at: number, answer: Answer) => void,
  ): Promise<void> {
    const order = questions.map((_, at) => at).sort((a, b) => compare(questions[a]?.role, questions[b]?.role))
    await Promise.all(
      chunksOf(order, questions).map((chunk, at) => {
        // Chunks follow each other on one connection: what the first one waited for is there for the others.
        const awaited = at === 0 ? transactions : []
        return this.#askChunk(relation, questions, chunk, awaited, onAnswer)
      }),
    )
  }

  async #askChunk(
    relation: Relation,
    questions: Question[],
    chunk: number[],
    transactions: number[],
    onAnswer: (at: number, answer: Answer) => void,
  ): Promise<void> {
    const asked = chunk.map((at) => questions[at]).filter((question) => question !== undefined)
    try {
      const digits = await this.#run(relation, asked, transactions)
      let start = 0
      chunk.forEach((at, index) => {
        const count = asked[index]?.keys.length ?? 0
        onAnswer(
          at,
          Array.from({ length: count }, (_, key) => digits[start + key] === '1'),
        )
        start += count
      })
    } catch (error) {
      if (!isSqlError(error)) throw error
      await Promise.all(
        asked.map((question, index) => this.#askAlone(relation, question, chunk[index] ?? 0, onAnswer)),
      )
    }
  }

  async #askAlone(
    relation: Relation,
    question: Question,
    at: number,
    onAnswer: (at: number, answer: Answer) => void,
  ): Promise<void> {
    const denied = question.keys.map(() => false)
    const suspension = `${relation.oid} ${question.role} ${question.claims}`
    if ((this.#suspended.get(suspension) ?? 0) > Date.now()) return onAnswer(at, denied)
    try {
      const digits = await this.#run(relation, [question], [])
      onAnswer(
        at,
        question.keys.map((_, key) => digits[key] === '1'),
      )
    } catch (error) {
      if (!isSqlError(error)) throw error
      if (error.code === timedOut) this.#suspended.set(suspension, Date.now() + suspensionMs)
      this.#log(`realtime: row security of ${relation.schema}.${relation.table} raised: ${error.message}`)
      onAnswer(at, denied)
    }
  }

  async #run(relation: Relation, questions: Question[], transactions: number[]): Promise<string> {
    const name = await this.#functionFor(relation)
    const keys = relation.key.map((_, column) =>
      questions.flatMap((question) => question.keys.map((key) => key[column] ?? null)),
    )
    const parameters = [
      transactions,
      questions.map((question) => question.role),
      questions.map((question) => question.claims),
      questions.map((question) => question.subject),
      questions.map((question) => question.keys.length),
      ...keys,
    ]
    const markers = parameters.map((_, at) => `$${at + 1}`).join(', ')
    const [row] = await this.#database.query(`select pg_temp.${name}(${markers}) as digits`, parameters, name)
    return String(row?.digits)
  }

  /** Makes the function for this table in the current session, at its first use there. */
  #functionFor(relation: Relation): Promise<string> {
    const name = `visible_${relation.oid}_${fingerprint(relation)}`
    const session = this.#database.session()
    const known = this.#made.get(name)
    if (known && known.session === session) return known.made
    const made = this.#database.query(functionSql(name, relation)).then(() => name)
    this.#made.set(name, { session, made })
    made.then(
      // The first query of a session opens it.
      () => this.#made.set(name, { session: this.#database.session(), made }),
      () => this.#made.delete(name),
    )
    return made
  }
}

const timedOut = '57014'

function chunksOf(order: number[], questions: Question[]): number[][] {
  const chunks: number[][] = []
  let chunk: number[] = []
  let keys = 0
  for (const at of order) {
    const count = questions[at]?.keys.length ?? 0
    if (chunk.length > 0 && (chunk.length === questionsPerChunk || keys + count > keysPerChunk)) {
      chunks.push(chunk)
      chunk = []
      keys = 0
    }
    chunk.push(at)
    keys += count
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks
}

function compare(a = '', b = ''): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Names of functions are per table name and key: a table that was renamed or got another key gets another one. */
function fingerprint(relation: Relation): string {
  const key = relation.key.map((column) => `${column.name} ${column.typeSql}`)
  const text = [relation.schema, relation.table, ...key].join(',')
  let hash = 7
  for (let at = 0; at < text.length; at++) hash = (hash * 31 + text.charCodeAt(at)) >>> 0
  return hash.toString(36)
}

function functionSql(name: string, relation: Relation): string {
  const keys = relation.key.map((column, at) => ({
    parameter: `keys_${at + 1}`,
    type: column.typeSql,
    column: quoteName(column.name),
    name: `key_${at + 1}`,
  }))
  const values: Record<string, string> = {
    function: name,
    parameters: keys.map((key) => `${key.parameter} ${key.type}[]`).join(', '),
    first_key: keys[0]?.parameter ?? '',
    table: `${quoteName(relation.schema)}.${quoteName(relation.table)}`,
    one_key: keys.map((key) => `t.${key.column} = ${key.parameter}[from_key]`).join(' and '),
    key_slices: keys.map((key) => `${key.parameter}[from_key:to_key]`).join(', '),
    key_names: keys.map((key) => key.name).join(', '),
    many_keys: keys.map((key) => `t.${key.column} = k.${key.name}`).join(' and '),
  }
  return template.replace(/\{\{(\w+)\}\}/g, (_, placeholder: string) => values[placeholder] ?? '')
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
