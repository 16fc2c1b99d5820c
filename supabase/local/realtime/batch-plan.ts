/**
 * What a batch of matches means for each set of claims, and which questions row security must answer first.
 * Everything that one set of claims gets of a batch goes out together, so its order is the commit order.
 */
import { type Bundle, bundlesOf } from './bundle.ts'
import type { RowKey } from './change.ts'
import type { ClaimsKey, ClaimsKeys } from './claims-keys.ts'
import type { Match } from './match.ts'
import type { StreamRelation } from './pgoutput.ts'
import type { TableState } from './table-state.ts'
import type { Claims } from './tokens.ts'
import type { Answer, Answers, Question } from './visible-to.ts'

export type Asked = {
  question: Question
  /** Where the rows stand in the question, once there are several. */
  positions: Map<RowKey, number> | null
  answer: Answer | null
  waiting: Work[]
}

export type Delivered = { bundle: Bundle; asked: Asked | null; at: number }

/** What one set of claims gets of a batch; ready once no question is open. */
export type Work = { claims: Claims; deliveries: Delivered[]; asked: Asked[]; openQuestions: number }

type AskedTable = {
  state: TableState
  rows: Map<string, RowKey>
  questions: Map<string, Asked>
  keyOf: (claims: Claims) => ClaimsKey
}

export class BatchPlan {
  readonly #claimsKeys: ClaimsKeys
  readonly #works = new Map<Claims, Work>()
  readonly #tables = new Map<number, AskedTable>()

  constructor(
    matches: Match[],
    claimsKeys: ClaimsKeys,
    stateOf: (relation: StreamRelation) => TableState | null,
    only?: Claims,
  ) {
    this.#claimsKeys = claimsKeys
    for (const bundle of bundlesOf(matches)) {
      const table = bundle.row ? this.#tableFor(bundle.matches[0].change.relation, stateOf) : null
      const row = table && bundle.row ? interned(table.rows, bundle.row) : null
      for (const claims of only ? [only] : bundle.shape.members.keys()) {
        const work = this.#workFor(claims)
        if (table && row) addQuestion(table, row, bundle, work)
        else work.deliveries.push({ bundle, asked: null, at: 0 })
      }
    }
  }

  /** Works that no question holds up. */
  readyWorks(): Work[] {
    return [...this.#works.values()].filter((work) => work.openQuestions === 0)
  }

  tables(): { state: TableState; asked: Asked[] }[] {
    return [...this.#tables.values()].map(({ state, questions }) => ({
      state,
      asked: [...questions.values()],
    }))
  }

  /** Notes answers to questions of one table and gives the works that became ready by them. */
  answered(asked: Asked[], answers: Answers): Work[] {
    const ready: Work[] = []
    for (const { at, answer } of answers) {
      const one = asked[at]
      if (!one) continue
      one.answer = answer
      for (const work of one.waiting) {
        work.openQuestions -= 1
        if (work.openQuestions === 0) ready.push(work)
      }
    }
    return ready
  }

  #workFor(claims: Claims): Work {
    const known = this.#works.get(claims)
    if (known) return known
    const work = { claims, deliveries: [], asked: [], openQuestions: 0 }
    this.#works.set(claims, work)
    return work
  }

  #tableFor(
    relation: StreamRelation,
    stateOf: (relation: StreamRelation) => TableState | null,
  ): AskedTable | null {
    const known = this.#tables.get(relation.oid)
    if (known) return known
    const state = stateOf(relation)
    if (!state) return null
    const keyOf = this.#claimsKeys.reading(state.relation.claimsRead)
    const table = { state, rows: new Map(), questions: new Map(), keyOf }
    this.#tables.set(relation.oid, table)
    return table
  }
}

/** Equal rows become one object, which is quicker to find again than a text. */
function interned(rows: Map<string, RowKey>, row: RowKey): RowKey {
  const known = rows.get(row.text)
  if (!known) rows.set(row.text, row)
  return known ?? row
}

function addQuestion(table: AskedTable, row: RowKey, bundle: Bundle, work: Work): void {
  const asked = askedFor(table, work.claims)
  if (!work.asked.includes(asked)) {
    work.asked.push(asked)
    work.openQuestions += 1
    asked.waiting.push(work)
  }
  work.deliveries.push({ bundle, asked, at: positionOf(row, asked) })
}

function askedFor({ questions, keyOf }: AskedTable, claims: Claims): Asked {
  const { text, json } = keyOf(claims)
  const known = questions.get(text)
  if (known) return known
  const question = { who: text, role: claims.role, claims: json, subject: claims.sub ?? '', rows: [] }
  const asked = { question, positions: null, answer: null, waiting: [] }
  questions.set(text, asked)
  return asked
}

function positionOf(row: RowKey, asked: Asked): number {
  const { rows } = asked.question
  if (rows.length === 0) return rows.push(row) - 1
  if (rows.at(-1) === row) return rows.length - 1
  asked.positions ??= new Map(rows.map((known, at) => [known, at]))
  const known = asked.positions.get(row)
  if (known !== undefined) return known
  asked.positions.set(row, rows.length)
  return rows.push(row) - 1
}
