/**
 * Row security's verdicts, kept where they are a function of the claims and some columns of the row alone
 * (docs/decisions/0206). Postgres is then asked what those columns hold now, once for all subscribers, instead of
 * once for each of them; and whether anything else that decides has changed since a verdict was given.
 */
import type { Relation } from './catalog.ts'
import type { RowKey } from './change.ts'
import type { Connection } from './database.ts'
import { isSqlError } from './sql-error.ts'
import { keyArrays, type TableFunctions } from './table-functions.ts'
import type { Answers, OnAnswers, Question, RowSecurity } from './visible-to.ts'

/** Fewer questions than this are asked as quickly as the facts of their rows. */
const minQuestions = 24
const maxVerdicts = 200_000
/** Known answers are handed on in such portions, so that sending begins with the first. */
const answersAtOnce = 64
/** Longer ones are not kept: they would take more room than the question costs. */
const maxColumnsLength = 400

/** Verdicts by the columns that decide, then by who asks; they hold while the surroundings stay as they are. */
type TableVerdicts = { surroundings: string; byRow: Map<string, Map<string, boolean>> }

/** As of one instant; null stands for a row that is not there. */
type Facts = { surroundings: string; columns: Map<RowKey, string | null> }

export type KeptVerdictsOptions = {
  database: Connection
  functions: TableFunctions
  rowSecurity: Pick<RowSecurity, 'ask'>
}

export class KeptVerdicts {
  readonly #options: KeptVerdictsOptions
  readonly #tables = new Map<number, TableVerdicts>()
  #count = 0

  constructor(options: KeptVerdictsOptions) {
    this.#options = options
  }

  /** As RowSecurity.ask, which answers what is not known yet. */
  async ask(
    relation: Relation,
    questions: Question[],
    transactions: number[],
    onAnswers: OnAnswers,
  ): Promise<void> {
    const { rowSecurity, database } = this.#options
    if (relation.decidedBy === null || questions.length < minQuestions) {
      return rowSecurity.ask(relation, questions, { transactions, onAnswers })
    }
    const rows = new Set(questions.flatMap((question) => question.rows))
    const facts = await this.#readFacts(relation, [...rows], transactions)
    if (!facts) return rowSecurity.ask(relation, questions, { transactions, onAnswers })
    if (this.#tables.get(relation.oid)?.surroundings !== facts.surroundings) {
      // Postgres keeps the plan of a question although a role has lost a membership that let it see rows.
      await database.query('discard plans')
    }
    const verdicts = this.#verdictsUnder(relation, facts.surroundings)
    let known: Answers = []
    const open: number[] = []
    questions.forEach((question, at) => {
      const answer = question.rows.map((row) => knownVerdict(verdicts, facts, question, row))
      if (answer.every((verdict) => verdict !== undefined)) known.push({ at, answer })
      else open.push(at)
      if (known.length < answersAtOnce) return
      onAnswers(known)
      known = []
    })
    if (known.length > 0) onAnswers(known)
    if (open.length > 0) await this.#askOpen(relation, questions, open, verdicts, onAnswers)
  }

  async #askOpen(
    relation: Relation,
    questions: Question[],
    open: number[],
    verdicts: TableVerdicts,
    onAnswers: OnAnswers,
  ): Promise<void> {
    const asked = open.map((at) => questions[at]).filter((question) => question !== undefined)
    const take: OnAnswers = (answers) => {
      for (const { at, answer, columns } of answers) {
        const question = asked[at]
        question?.rows.forEach((row, index) => {
          const text = columns?.get(row)
          if (text) this.#keep(verdicts, text, question.who, answer[index] === true)
        })
      }
      onAnswers(answers.map(({ at, answer }) => ({ at: open[at] ?? 0, answer })))
    }
    // Had anything around the rows changed since the facts were read, the next facts would say so.
    await this.#options.rowSecurity.ask(relation, asked, {
      transactions: [],
      onAnswers: take,
      isWitnessed: true,
    })
  }

  #keep(verdicts: TableVerdicts, columns: string, who: string, verdict: boolean): void {
    if (columns.length > maxColumnsLength) return
    if (this.#count >= maxVerdicts) this.#forget()
    let byAsker = verdicts.byRow.get(columns)
    if (!byAsker) {
      byAsker = new Map()
      verdicts.byRow.set(columns, byAsker)
    }
    if (!byAsker.has(who)) this.#count += 1
    byAsker.set(who, verdict)
  }

  #forget(): void {
    for (const verdicts of this.#tables.values()) verdicts.byRow.clear()
    this.#count = 0
  }

  /** The table's verdicts, begun afresh when anything around the rows has changed. */
  #verdictsUnder(relation: Relation, surroundings: string): TableVerdicts {
    const known = this.#tables.get(relation.oid)
    if (known?.surroundings === surroundings) return known
    for (const byAsker of known?.byRow.values() ?? []) this.#count -= byAsker.size
    const verdicts = { surroundings, byRow: new Map() }
    this.#tables.set(relation.oid, verdicts)
    return verdicts
  }

  /** Null when they cannot be read: the questions themselves will tell why. */
  async #readFacts(relation: Relation, rows: RowKey[], transactions: number[]): Promise<Facts | null> {
    try {
      const values = [transactions, ...keyArrays(relation, rows)]
      const result = await this.#options.functions.call(relation, 'facts', values)
      const [surroundings, ...columns] = result as (string | null)[]
      // Which columns these are counts too: the same text may stand for others.
      const names = relation.decidedBy?.map((column) => column.name).join(',')
      return {
        surroundings: `${names} ${surroundings}`,
        columns: new Map(rows.map((row, at) => [row, columns[at] ?? null])),
      }
    } catch (error) {
      if (!isSqlError(error)) throw error
      return null
    }
  }
}

/** A row that is not there is seen by nobody. */
function knownVerdict(
  { byRow }: TableVerdicts,
  { columns }: Facts,
  { who }: Question,
  row: RowKey,
): boolean | undefined {
  const text = columns.get(row)
  return typeof text === 'string' ? byRow.get(text)?.get(who) : false
}
