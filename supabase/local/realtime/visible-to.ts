/**
 * Row security, asked of Postgres: which rows of a table each set of claims may see. Questions go in chunks of
 * 64, pipelined, one statement a chunk. A chunk that fails is asked again one by one, so that a policy that
 * raises, or a role that is gone, costs nobody but its own subscriber.
 */
import type { Relation } from './catalog.ts'
import type { RowKey } from './change.ts'
import { isSqlError, timedOut } from './sql-error.ts'
import { keyArrays, type TableFunctions } from './table-functions.ts'

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

/**
 * Answers to some of the questions, by their position; where they are witnessed with the columns that decided about
 * the rows at that instant.
 */
export type Answers = { at: number; answer: Answer; columns?: Columns }[]

type Columns = Map<RowKey, string | null>

export type OnAnswers = (answers: Answers) => void

export type AskOptions = {
  /** Nothing is answered before these can be seen. */
  transactions: number[]
  /** Called with the answers of a chunk as soon as it is back. */
  onAnswers: OnAnswers
  /** Asks for the columns that decide as well; a refusal because of a failure has none. */
  isWitnessed?: boolean
}

const questionsPerChunk = 64
const keysPerChunk = 4_096
/** A policy that ran into the time limit is not asked again for this long, so that it cannot hold up others. */
const suspensionMs = 10_000

export class RowSecurity {
  readonly #functions: TableFunctions
  readonly #log: (line: string) => void
  readonly #suspended = new Map<string, number>()

  constructor(functions: TableFunctions, log: (line: string) => void) {
    this.#functions = functions
    this.#log = log
  }

  /** Resolves when all questions are answered; rejects only when the connection is lost, and then some are not. */
  async ask(relation: Relation, questions: Question[], options: AskOptions): Promise<void> {
    const { transactions, onAnswers, isWitnessed = false } = options
    const order = questions.map((_, at) => at).sort((a, b) => compare(questions[a]?.role, questions[b]?.role))
    await Promise.all(
      chunksOf(order, questions).map(async (chunk, at) => {
        const asked = chunk.map((position) => ({ at: position, question: questions[position] }))
        const known = asked.filter((one): one is Asked => one.question !== undefined)
        // Chunks follow each other on one connection: what the first one waited for is there for the others.
        const answers = isWitnessed
          ? await this.#witnessChunk(relation, known)
          : await this.#askChunk(relation, known, at === 0 ? transactions : [])
        if (answers) return onAnswers(answers)
        await Promise.all(
          known.map(async ({ at: position, question }) => {
            onAnswers([{ at: position, answer: await this.#askAlone(relation, question) }])
          }),
        )
      }),
    )
  }

  /** Null when something in the chunk raised. */
  #askChunk(relation: Relation, asked: Asked[], transactions: number[]): Promise<Answers | null> {
    return unlessRaised(async () => {
      const questions = asked.map(({ question }) => question)
      return toAnswers(asked, await this.#run(relation, questions, transactions))
    })
  }

  #witnessChunk(relation: Relation, asked: Asked[]): Promise<Answers | null> {
    return unlessRaised(async () => {
      const questions = asked.map(({ question }) => question)
      const rows = [...new Set(questions.flatMap((question) => question.rows))]
      const values = [...questionArrays(relation, questions), ...keyArrays(relation, rows)]
      const result = await this.#functions.call(relation, 'witnessed', values)
      const [digits = '', ...columns] = result as [string, ...(string | null)[]]
      return toAnswers(asked, digits, new Map(rows.map((row, at) => [row, columns[at] ?? null])))
    })
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
    const values = [transactions, ...questionArrays(relation, questions)]
    return String(await this.#functions.call(relation, 'visible', values))
  }
}

function questionArrays(relation: Relation, questions: Question[]): unknown[] {
  return [
    questions.map((question) => question.role),
    questions.map((question) => question.claims),
    questions.map((question) => question.subject),
    questions.map((question) => question.rows.length),
    ...keyArrays(
      relation,
      questions.flatMap((question) => question.rows),
    ),
  ]
}

function toAnswers(asked: Asked[], digits: string, columns?: Columns): Answers {
  let start = 0
  return asked.map(({ at, question }) => {
    const answer = question.rows.map((_, row) => digits[start + row] === '1')
    start += question.rows.length
    return columns ? { at, answer, columns } : { at, answer }
  })
}

async function unlessRaised<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (!isSqlError(error)) throw error
    return null
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
