/**
 * What a batch of matches means for each set of claims, and which questions row security must answer first.
 * Everything that one set of claims gets of a batch goes out together, so its order is the commit order.
 */
import type { ClaimsKeys } from './claims-keys.ts'
import type { Match } from './match.ts'
import type { StreamRelation } from './pgoutput.ts'
import type { TableState } from './table-state.ts'
import type { Claims } from './tokens.ts'
import type { Answer, Question } from './visible-to.ts'

export type Asked = {
  question: Question
  keyAt: Map<string, number>
  answer: Answer | null
  waiting: Set<Work>
}

export type Delivered = { match: Match; asked: Asked | null; keyAt: number }

/** What one set of claims gets of a batch; ready once no question is open. */
export type Work = { claims: Claims; deliveries: Delivered[]; openQuestions: number }

type AskedTable = { state: TableState; questions: Map<string, Asked> }

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
    for (const match of matches) {
      const table = match.row ? this.#tableFor(match, stateOf) : null
      for (const claims of only ? [only] : match.shape.members.keys()) this.#add(match, claims, table)
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

  /** Notes an answer and gives the works that became ready by it. */
  answered(asked: Asked | undefined, answer: Answer): Work[] {
    if (!asked) return []
    asked.answer = answer
    return [...asked.waiting].filter((work) => {
      work.openQuestions -= 1
      return work.openQuestions === 0
    })
  }

  #add(match: Match, claims: Claims, table: AskedTable | null): void {
    let work = this.#works.get(claims)
    if (!work) {
      work = { claims, deliveries: [], openQuestions: 0 }
      this.#works.set(claims, work)
    }
    if (!match.row || !table) {
      work.deliveries.push({ match, asked: null, keyAt: 0 })
      return
    }
    const asked = this.#askedFor(table, claims)
    if (!asked.waiting.has(work)) {
      asked.waiting.add(work)
      work.openQuestions += 1
    }
    work.deliveries.push({ match, asked, keyAt: keyPosition(asked, match.row) })
  }

  #tableFor(match: Match, stateOf: (relation: StreamRelation) => TableState | null): AskedTable | null {
    const { relation } = match.change
    const known = this.#tables.get(relation.oid)
    if (known) return known
    const state = stateOf(relation)
    if (!state) return null
    const table = { state, questions: new Map<string, Asked>() }
    this.#tables.set(relation.oid, table)
    return table
  }

  #askedFor(table: AskedTable, claims: Claims): Asked {
    const key = this.#claimsKeys.keyFor(claims, table.state.relation.claimsRead)
    const known = table.questions.get(key.text)
    if (known) return known
    const question = { role: claims.role, claims: key.json, subject: claims.sub ?? '', keys: [] }
    const asked: Asked = { question, keyAt: new Map(), answer: null, waiting: new Set() }
    table.questions.set(key.text, asked)
    return asked
  }
}

function keyPosition(asked: Asked, row: { text: string; values: string[] }): number {
  const known = asked.keyAt.get(row.text)
  if (known !== undefined) return known
  const at = asked.question.keys.push(row.values) - 1
  asked.keyAt.set(row.text, at)
  return at
}
