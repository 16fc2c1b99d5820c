/** Which shapes a batch of changes fits: by table, event and filter; row security comes after. */
import type { RoleAccess } from './catalog.ts'
import { type Change, ChangeText, decidingValues, rowKey } from './change.ts'
import { askClauses, decide, type ReadyClause } from './clause.ts'
import type { Connection } from './database.ts'
import type { Match, Part } from './match.ts'
import type { StreamRelation, Tuple } from './pgoutput.ts'
import { entriesFor, type ReadyEntry, type Shape } from './shape.ts'
import { type TableState, viewOf } from './table-state.ts'

/** The shapes to look at for a change, given the values that decide filters; without values: all of the table. */
export type FindShapes = (relation: StreamRelation, values: Tuple | null) => Iterable<Shape>

export type MatcherOptions = {
  stateOf: (relation: StreamRelation) => TableState | null
  findShapes: FindShapes
  /** Decides the clauses that are Postgres' to decide. */
  database: Connection
  maxChangeBytes: number
}

/** The matches of a batch, in the order of the changes. Errors: the database cannot be asked. */
export async function matchChanges(changes: Change[], options: MatcherOptions): Promise<Match[]> {
  const questions = new Questions()
  const drafts = changes.flatMap((change) => draftsOf(change, options, questions))
  await questions.ask(options.database)
  const matches = drafts.map((draft) => toMatch(draft, questions)).filter((match) => match !== null)
  const texts = new Set(matches.filter((match) => match.failure === null).map((match) => match.text))
  const printing = [...texts].filter((text) => text.needsPostgres)
  await Promise.all(printing.map((text) => text.printInPostgres(options.database)))
  return matches
}

type Draft = {
  change: Change
  state: TableState
  text: ChangeText
  shape: Shape
  access: RoleAccess
  failure: string | null
  /** Entries whose clauses hold, or hold if Postgres says so. */
  entries: { entry: ReadyEntry; open: number[] }[]
}

function draftsOf(change: Change, options: MatcherOptions, questions: Questions): Draft[] {
  const state = options.stateOf(change.relation)
  if (!state) return []
  const text = new ChangeText(change, state, options.maxChangeBytes)
  const values = decidingValues(change)
  const isKeyless = change.action !== 'DELETE' && state.relation.key.length === 0
  const drafts: Draft[] = []
  const failures = new Map<string, string | null>()
  const needsAll = isKeyless || hasBlindRole(change, state)
  for (const shape of options.findShapes(change.relation, needsAll ? null : values)) {
    const access = state.relation.roles.get(shape.role)
    if (!access) continue
    const failure = cached(failures, shape.role, () => failureFor(change, state, access))
    const entries = entriesFor(shape, change.relation.schema, change.relation.table)
      .filter(({ entry }) => entry.event === '*' || entry.event === change.action)
      .map((entry) => ({ entry, open: failure === null ? openClauses(entry, state, values, questions) : [] }))
      .filter((candidate): candidate is { entry: ReadyEntry; open: number[] } => candidate.open !== null)
    if (entries.length > 0) drafts.push({ change, state, text, shape, access, failure, entries })
  }
  return drafts
}

function cached<T>(values: Map<string, T>, key: string, make: () => T): T {
  const known = values.get(key)
  if (known !== undefined || values.has(key)) return known as T
  const made = make()
  values.set(key, made)
  return made
}

function hasBlindRole(change: Change, state: TableState): boolean {
  if (change.action === 'DELETE') return false
  return [...state.relation.roles.values()].some((access) => !seesKey(state, access))
}

function seesKey(state: TableState, access: RoleAccess): boolean {
  return state.relation.key.every((column) => access.selectable.has(column.name))
}

function failureFor(change: Change, state: TableState, access: RoleAccess): string | null {
  if (change.action === 'DELETE') return null
  if (state.relation.key.length === 0) return 'Error 400: Bad Request, no primary key'
  return seesKey(state, access) ? null : 'Error 401: Unauthorized'
}

/** The questions that Postgres must answer for an entry, or null when a clause does not hold. */
function openClauses(
  { clauses }: ReadyEntry,
  state: TableState,
  values: Tuple,
  questions: Questions,
): number[] | null {
  const open: number[] = []
  for (const clause of clauses) {
    const current = forColumn(clause, state)
    const value = values[state.positions.get(clause.column) ?? -1]
    const verdict = current ? decide(current, value) : false
    if (verdict === false) return null
    if (verdict === 'ask' && current && typeof value === 'string') open.push(questions.add(current, value))
  }
  return open
}

/** A column that changed its type since the subscription is left to Postgres. */
function forColumn(clause: ReadyClause, state: TableState): ReadyClause | null {
  const at = state.positions.get(clause.column)
  if (at === undefined) return null
  const described = state.stream.columns[at]
  if (!described || described.typeOid === clause.typeOid) return clause
  const column = state.relation.columns.find((candidate) => candidate.name === clause.column)
  return column
    ? { ...clause, typeOid: column.typeOid, typeSql: column.typeSql, canonical: null, bound: null }
    : null
}

function toMatch(draft: Draft, questions: Questions): Match | null {
  const { change, state, text, shape, access, failure } = draft
  const parts: Part[] = []
  for (const { entry, open } of draft.entries) {
    if (!open.every((at) => questions.holds(at))) continue
    const view = failure === null ? viewOf(state, shape.role, access, entry.entry.select) : null
    const part = parts.find((candidate) => candidate.view === view)
    if (part) part.ids.push(entry.entry.id)
    else parts.push({ view, ids: [entry.entry.id] })
  }
  if (parts.length === 0) return null
  const isChecked =
    failure === null &&
    change.action !== 'DELETE' &&
    state.relation.hasRowSecurity &&
    !access.bypassesRowSecurity &&
    !access.seesEveryRow
  const row = isChecked ? rowKey(change, state) : null
  if (isChecked && !row) return null
  return { change, text, shape, parts, failure, row, frame: null }
}

/** Clauses for Postgres to decide, each distinct one once. */
class Questions {
  readonly #asked: { clause: ReadyClause; value: string }[] = []
  readonly #known = new Map<string, number>()
  #answers: boolean[] = []

  add(clause: ReadyClause, value: string): number {
    const key = JSON.stringify([clause.typeSql, clause.operator, clause.isNegated, clause.value, value])
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#known.set(key, this.#asked.length)
    return this.#asked.push({ clause, value }) - 1
  }

  async ask(database: Connection): Promise<void> {
    if (this.#asked.length > 0) this.#answers = await askClauses(database, this.#asked)
  }

  holds(at: number): boolean {
    return this.#answers[at] === true
  }
}
