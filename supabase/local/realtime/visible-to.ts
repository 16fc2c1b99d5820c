/**
 * Row security, asked of Postgres: which rows of a table each set of claims may see. Questions go in chunks of
 * 64, pipelined, one statement a chunk. A chunk that fails is asked again one by one, so that a policy that
 * raises, or a role that is gone, costs nobody but its own subscriber.
 */
import { readFileSync } from 'node:fs'
import type { Relation } from './catalog.ts'
import type { RowKey } from './change.ts'
import type { Connection } from './database.ts'
import { isSqlError, timedOut } from './sql-error.ts'
import { keyArrays, TableFunction } from './table-function.ts'

export type Question = {
  /** Equal for equal roles and claims. */
  who: string
  role: string
  /** JSON text for `request.jwt.claims`. */
  claims: string
  subject: string
  rows: RowKey[]
}

/** One answer for each row of a question. */
export type Answer = boolean[]

/** Answers to some of the questions, by their position. */
export type Answers = { at: number; answer: Answer }[]

export type OnAnswers = (answers: Answers) => void

const questionsPerChunk = 64
const keysPerChunk = 4_096
/** A policy that ran into the time limit is not asked again for this long, so that it cannot hold up others. */
const suspensionMs = 10_000

const template = readFileSync(new URL('./visible-to.sql', import.meta.url), 'utf8')

export class RowSecurity {
  readonly #log: (line: string) => void
  readonly #visible: TableFunction
  readonly #suspended = new Map<string, number>()

  constructor(database: Connection, log: (line: string) => void) {
    this.#log = log
    this.#visible = new TableFunction({ database, prefix: 'visible', template })
  }

  /**
   * Asks every question, once these transactions can be seen, and hands over the answers as soon as their chunk is
   * back. Resolves when all are answered; rejects only when the connection is lost, and then some have no answer.
   * `onException` is told of the positions whose answer is a refusal because their policy failed.
   */
  async ask(
    relation: Relation,
    questions: Question[],
    transactions: number[],
    onAnswers: OnAnswers,
    onException: (at: number) => void = () => {},
  ): Promise<void> {
    const order = questions.map((_, at) => at).sort((a, b) => compare(questions[a]?.role, questions[b]?.role))
    await Promise.all(
      chunksOf(order, questions).map(async (chunk, at) => {
        const asked = chunk.map((position) => ({ at: position, question: questions[position] }))
        const known = asked.filter((one): one is Asked => one.question !== undefined)
        // Chunks follow each other on one connection: what the first one waited for is there for the others.
        const answers = await this.#askChunk(relation, known, at === 0 ? transactions : [])
        if (answers) return onAnswers(answers)
        await Promise.all(
          known.map(async (one) => {
            onException(one.at)
            onAnswers([{ at: one.at, answer: await this.#askAlone(relation, one.question) }])
          }),
        )
      }),
    )
  }

  /** Null when something in the chunk raised. */
  async #askChunk(relation: Relation, asked: Asked[], transactions: number[]): Promise<Answers | null> {
    try {
      const questions = asked.map(({ question }) => question)
      const digits = await this.#run(relation, questions, transactions)
      let start = 0
      return asked.map(({ at, question }) => {
        const answer = question.rows.map((_, row) => digits[start + row] === '1')
        start += question.rows.length
        return { at, answer }
      })
    } catch (error) {
      if (!isSqlError(error)) throw error
      return null
    }
  }

  async #askAlone(relation: Relation, question: Question): Promise<Answer> {
    const denied = question.rows.map(() => false)
    const suspension = `${relation.oid} ${question.who}`
    if ((this.#suspended.get(suspension) ?? 0) > Date.now()) return denied
    try {
      const digits = await this.#run(relation, [question], [])
      return question.rows.map((_, row) => digits[row] === '1')
    } catch (error) {
      if (!isSqlError(error)) throw error
      if (error.code === timedOut) this.#suspended.set(suspension, Date.now() + suspensionMs)
      this.#log(`realtime: row security of ${relation.schema}.${relation.table} raised: ${error.message}`)
      return denied
    }
  }

  async #run(relation: Relation, questions: Question[], transactions: number[]): Promise<string> {
    const rows = questions.flatMap((question) => question.rows)
    const digits = await this.#visible.call(relation, [
      transactions,
      questions.map((question) => question.role),
      questions.map((question) => question.claims),
      questions.map((question) => question.subject),
      questions.map((question) => question.rows.length),
      ...keyArrays(relation, rows),
    ])
    return String(digits)
  }
}

type Asked = { at: number; question: Question }

function chunksOf(order: number[], questions: Question[]): number[][] {
  const chunks: number[][] = []
  let chunk: number[] = []
  let keys = 0
  for (const at of order) {
    const count = questions[at]?.rows.length ?? 0
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
