/**
 * Row security's verdicts, kept where they are a function of the claims and some columns of the row alone
 * (docs/decisions/0206). Postgres is then asked what those columns hold now, once for all subscribers, instead of
 * once for each of them; and whether anything else that decides has changed since a verdict was given.
 */
import { readFileSync } from 'node:fs'
import type { Relation } from './catalog.ts'
import type { RowKey } from './change.ts'
import type { Connection } from './database.ts'
import { isSqlError } from './sql-error.ts'
import { keyArrays, quoteName, TableFunction } from './table-function.ts'
import type { Answers, OnAnswers, Question, RowSecurity } from './visible-to.ts'

/** Fewer questions than this are asked as quickly as the facts of their rows. */
const minQuestions = 12
const maxVerdicts = 200_000
/** Longer ones are not kept: they would take more room than the question costs. */
const maxFactsLength = 400

const template = readFileSync(new URL('./row-facts.sql', import.meta.url), 'utf8')

/** Verdicts by the columns that decide, then by who asks; they hold while the surroundings stay as they are. */
type TableVerdicts = { surroundings: string; byRow: Map<string, Map<string, boolean>> }

type Facts = { surroundings: string; rows: Map<RowKey, RowFacts | null> }

type RowFacts = { writtenBy: string; columns: string }

export class KeptVerdicts {
  readonly #database: Connection
  readonly #rowSecurity: Pick<RowSecurity, 'ask'>
  readonly #facts: TableFunction
  readonly #tables = new Map<number, TableVerdicts>()
  #count = 0

  constructor(database: Connection, rowSecurity: Pick<RowSecurity, 'ask'>) {
    this.#database = database
    this.#rowSecurity = rowSecurity
    this.#facts = new TableFunction({
      database,
      prefix: 'facts',
      template,
      extra: (relation) => ({
        schema: `'${relation.schema.replaceAll("'", "''")}'`,
        deciding: (relation.decidedBy ?? []).map((column) => `t.${quoteName(column.name)}`).join(', '),
      }),
    })
  }

  /** As RowSecurity.ask, which answers what is not known yet. */
  async ask(
    relation: Relation,
    questions: Question[],
    transactions: number[],
    onAnswers: OnAnswers,
  ): Promise<void> {
    if (relation.decidedBy === null || questions.length < minQuestions) {
      return this.#rowSecurity.ask(relation, questions, transactions, onAnswers)
    }
    const rows = new Set(questions.flatMap((question) => question.rows))
    const facts = await this.#readFacts(relation, [...rows], transactions)
    if (!facts) return this.#rowSecurity.ask(relation, questions, transactions, onAnswers)
    if (this.#tables.get(relation.oid)?.surroundings !== facts.surroundings) {
      // Postgres keeps the plan of a question although a role has lost a membership that let it see rows.
      await this.#database.query('discard plans')
    }
    const verdicts = this.#verdictsUnder(relation, facts.surroundings)
    const known: Answers = []
    const open: number[] = []
    questions.forEach((question, at) => {
      const answer = question.rows.map((row) => knownVerdict(verdicts, facts, question, row))
      if (answer.every((verdict) => verdict !== undefined)) known.push({ at, answer })
      else open.push(at)
    })
    if (known.length > 0) onAnswers(known)
    if (open.length > 0) await this.#askOpen(relation, questions, open, facts, onAnswers)
  }

  async #askOpen(
    relation: Relation,
    questions: Question[],
    open: number[],
    before: Facts,
    onAnswers: OnAnswers,
  ): Promise<void> {
    const asked = open.map((at) => questions[at]).filter((question) => question !== undefined)
    const failed = new Set<number>()
    const given: Answers = []
    const take: OnAnswers = (answers) => {
      given.push(...answers)
      onAnswers(answers.map(({ at, answer }) => ({ at: open[at] ?? 0, answer })))
    }
    await this.#rowSecurity.ask(relation, asked, [], take, (at) => failed.add(at))
    // A verdict belongs to these columns only if nothing moved while it was given.
    const after = await this.#readFacts(relation, [...before.rows.keys()], [])
    if (after?.surroundings !== before.surroundings) return
    const verdicts = this.#verdictsUnder(relation, after.surroundings)
    for (const { at, answer } of given) {
      const question = asked[at]
      if (!question || failed.has(at)) continue
      question.rows.forEach((row, index) => {
        const facts = before.rows.get(row)
        const isSame = facts && after.rows.get(row)?.writtenBy === facts.writtenBy
        if (isSame) this.#keep(verdicts, facts.columns, question.who, answer[index] === true)
      })
    }
  }

  #keep(verdicts: TableVerdicts, columns: string, who: string, verdict: boolean): void {
    if (columns.length > maxFactsLength) return
    if (this.#count >= maxVerdicts) this.clear()
    let byAsker = verdicts.byRow.get(columns)
    if (!byAsker) {
      byAsker = new Map()
      verdicts.byRow.set(columns, byAsker)
    }
    if (!byAsker.has(who)) this.#count += 1
    byAsker.set(who, verdict)
  }

  clear(): void {
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
      const result = await this.#facts.call(relation, [transactions, ...keyArrays(relation, rows)])
      const [surroundings, ...facts] = result as (string | null)[]
      // The columns' own definition counts too: the same numbers may stand for other columns.
      const around = `${relation.decidedBy?.map((column) => column.name).join(',')} ${surroundings}`
      return { surroundings: around, rows: new Map(rows.map((row, at) => [row, toFacts(facts[at])])) }
    } catch (error) {
      if (!isSqlError(error)) throw error
      return null
    }
  }
}

function toFacts(text: string | null | undefined): RowFacts | null {
  if (typeof text !== 'string') return null
  const space = text.indexOf(' ')
  return { writtenBy: text.slice(0, space), columns: text.slice(space + 1) }
}

/** A row that is not there is seen by nobody. */
function knownVerdict(
  { byRow }: TableVerdicts,
  { rows }: Facts,
  { who }: Question,
  row: RowKey,
): boolean | undefined {
  const facts = rows.get(row)
  return facts ? byRow.get(facts.columns)?.get(who) : false
}
