/**
 * One filter clause made ready for a column. Equality on types whose text is canonical is decided here by
 * comparing texts; everything else (patterns, ordering of text, unusual types) is asked of Postgres, so that
 * collations, casts and regular expressions are Postgres' own.
 */
import type { Column } from './catalog.ts'
import type { Connection } from './database.ts'
import type { Clause } from './filter.ts'
import { patternProblem } from './pattern.ts'
import type { TupleValue } from './pgoutput.ts'
import { isSqlError, timedOut } from './sql-error.ts'

/** Turns the text of a value into one that is equal exactly when the values are. */
type Canonical = (text: string) => string

export type ReadyClause = Clause & {
  typeOid: number
  typeSql: string
  /** How values of this column compare as text, or null when only Postgres can compare them. */
  canonical: Canonical | null
  /** The canonical texts that `eq`, `in` and their kin compare with. */
  values: ReadonlySet<string>
  /** Set for an ordering of whole numbers. */
  bound: bigint | null
}

/** True or false decided here, or 'ask' when Postgres must decide. */
export type Verdict = boolean | 'ask'

const maxInValues = 100

/** A clause that Postgres would refuse, with its own code and words. */
export class ClauseError extends Error {
  readonly code: string

  constructor(message: string, code = 'P0001') {
    super(message)
    this.code = code
  }
}

/** Checks a clause against the column's type. Errors: ClauseError, worded as Supabase's trigger words it. */
export async function readyClause(
  database: Connection,
  clause: Clause,
  column: Column,
): Promise<ReadyClause> {
  const base = { ...clause, typeOid: column.typeOid, typeSql: column.typeSql, bound: null }
  const canonical = canonicalFor(column)
  const none = new Set<string>()
  switch (clause.operator) {
    case 'is':
      checkIs(clause, column)
      return { ...base, canonical: null, values: none }
    case 'like':
    case 'ilike':
      checkTextLike(clause, column)
      return { ...base, canonical: null, values: none }
    case 'match':
    case 'imatch':
      checkTextLike(clause, column)
      await checkPattern(database, clause)
      return { ...base, canonical: null, values: none }
    case 'in': {
      const texts = await castList(database, clause.value, column)
      if (texts.length > maxInValues) throw new ClauseError('too many values for `in` filter. Maximum 100')
      return { ...base, canonical, values: new Set(texts.map(canonical ?? ((text) => text))) }
    }
    default: {
      const text = await castValue(database, clause.value, column)
      const bound = isWhole(column) ? BigInt(text) : null
      return { ...base, canonical, values: new Set([canonical ? canonical(text) : text]), bound }
    }
  }
}

/** The clause's value as an index key, or null when it cannot be looked up. */
export function indexKeys(clause: ReadyClause): ReadonlySet<string> | null {
  if (clause.isNegated || !clause.canonical) return null
  return clause.operator === 'eq' || clause.operator === 'in' ? clause.values : null
}

/** Decides a clause for a column's value; undefined (not in the data) never matches. */
export function decide(clause: ReadyClause, value: TupleValue): Verdict {
  if (value === undefined) return false
  const answer = answerFor(clause, value)
  if (answer === 'ask') return 'ask'
  if (answer === null) return false
  return clause.isNegated ? !answer : answer
}

/** Null is SQL's null: neither the clause nor its negation holds. */
function answerFor(clause: ReadyClause, value: string | null): boolean | null | 'ask' {
  const { operator, canonical, values, bound } = clause
  if (operator === 'is') return answerIs(clause.value, value)
  if (operator === 'isdistinct') {
    if (value === null) return true
    return canonical ? !values.has(canonical(value)) : 'ask'
  }
  if (value === null) return null
  if (operator === 'eq' || operator === 'in') return canonical ? values.has(canonical(value)) : 'ask'
  if (operator === 'neq') return canonical ? !values.has(canonical(value)) : 'ask'
  if (bound === null) return 'ask'
  const number = BigInt(value)
  if (operator === 'lt') return number < bound
  if (operator === 'lte') return number <= bound
  if (operator === 'gt') return number > bound
  return operator === 'gte' ? number >= bound : 'ask'
}

function answerIs(keyword: string, value: string | null): boolean {
  if (keyword === 'null' || keyword === 'unknown') return value === null
  return value === (keyword === 'true' ? 't' : 'f')
}

/** A pattern that ran into the time limit is not tried again for this long, so that it cannot hold up others. */
const suspensionMs = 10_000
const suspendedUntilMs = new WeakMap<ReadyClause, number>()

/**
 * Asks Postgres whether the values satisfy a clause; one answer a clause, false where Postgres raises. Errors: the
 * connection is lost.
 */
export async function askClauses(
  database: Connection,
  questions: { clause: ReadyClause; value: string }[],
): Promise<boolean[]> {
  return Promise.all(
    questions.map(async ({ clause, value }) => {
      if ((suspendedUntilMs.get(clause) ?? 0) > Date.now()) return false
      try {
        const [row] = await database.query(`select ${condition(clause)} as holds`, [value, clause.value])
        return row?.holds === true
      } catch (error) {
        if (!isSqlError(error)) throw error
        if (error.code === timedOut) suspendedUntilMs.set(clause, Date.now() + suspensionMs)
        return false
      }
    }),
  )
}

const sqlOperators: Record<string, string> = {
  eq: '=',
  neq: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: '~~',
  ilike: '~~*',
  match: '~',
  imatch: '~*',
  isdistinct: 'is distinct from',
}

function condition({ operator, typeSql, isNegated }: ReadyClause): string {
  const value = `$1::text::${typeSql}`
  if (operator === 'in') return negate(`${value} = any($2::text::${typeSql}[])`, isNegated)
  const isPattern = ['like', 'ilike', 'match', 'imatch'].includes(operator)
  const operand = isPattern
    ? `$2::text${typeSql === 'pg_catalog.bytea' ? '::bytea' : ''}`
    : `$2::text::${typeSql}`
  return negate(`${value} ${sqlOperators[operator]} ${operand}`, isNegated)
}

function negate(sql: string, isNegated: boolean): string {
  return isNegated ? `not (${sql})` : sql
}

const textTypes = new Set(['text', 'varchar', 'bpchar', 'name', 'bytea'])

function checkTextLike(clause: Clause, column: Column): void {
  const isText = column.plainType !== null && textTypes.has(column.plainType)
  const isBytesPattern = column.plainType === 'bytea' && clause.operator.endsWith('match')
  if ((isText && !isBytesPattern) || column.typeName === 'citext') return
  throw new ClauseError(
    `operator ${clause.operator} requires a text-compatible column type, got ${spelled(column)}`,
  )
}

async function checkPattern(database: Connection, clause: Clause): Promise<void> {
  const problem = patternProblem(clause.value)
  if (problem) throw new ClauseError(`invalid regular expression for ${clause.operator} filter: ${problem}`)
  try {
    await database.query("select '' ~ $1::text", [clause.value])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ClauseError(`invalid regular expression for ${clause.operator} filter: ${reason}`)
  }
}

function checkIs(clause: Clause, column: Column): void {
  if (!['null', 'true', 'false', 'unknown'].includes(clause.value)) {
    throw new ClauseError('invalid value for is filter: must be null, true, false, or unknown')
  }
  if (clause.value === 'null' || column.plainType === 'bool') return
  throw new ClauseError(`is ${clause.value} filter requires a boolean column, got ${spelled(column)}`)
}

const spellings: Record<string, string> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  float4: 'real',
  float8: 'double precision',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  varbit: 'bit varying',
}

function spelled({ typeName }: Column): string {
  const isArray = typeName.startsWith('_')
  const name = isArray ? typeName.slice(1) : typeName
  return (spellings[name] ?? name) + (isArray ? '[]' : '')
}

const wholeTypes = new Set(['int2', 'int4', 'int8', 'oid'])
const sameTextTypes = new Set([
  ...wholeTypes,
  'bool',
  'uuid',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'bytea',
  'inet',
  'cidr',
  'macaddr',
])
const collatedTypes = new Set(['text', 'varchar', 'name', 'bpchar'])

function isWhole(column: Column): boolean {
  return column.plainType !== null && wholeTypes.has(column.plainType)
}

function canonicalFor(column: Column): Canonical | null {
  const { plainType } = column
  if (column.isEnum) return (text) => text
  if (plainType === null) return null
  if (sameTextTypes.has(plainType)) return (text) => text
  if (collatedTypes.has(plainType)) {
    if (!column.hasPlainCollation) return null
    return plainType === 'bpchar' ? (text) => text.replace(/ +$/, '') : (text) => text
  }
  if (plainType === 'numeric') return withoutTrailingZeros
  if (plainType === 'float4' || plainType === 'float8') return (text) => (text === '-0' ? '0' : text)
  return null
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

const uuidText = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The value as the column's type prints it; plain texts and uuids need no round trip. */
async function castValue(database: Connection, value: string, column: Column): Promise<string> {
  const type = column.typeSql
  if (type === 'pg_catalog.text' || type === 'pg_catalog.varchar') return value
  if (type === 'pg_catalog.uuid' && uuidText.test(value)) return value
  if (type === 'pg_catalog.int4' && /^(0|-?[1-9]\d{0,8})$/.test(value)) return value
  if (type === 'pg_catalog.int8' && /^(0|-?[1-9]\d{0,17})$/.test(value)) return value
  const rows = await database
    .query(`select format('%s', $1::text::${type}) as value`, [value])
    .catch(toClauseError)
  return String(rows[0]?.value)
}

async function castList(database: Connection, list: string, column: Column): Promise<string[]> {
  const sql = `select format('%s', v) as value, v is null as is_null from unnest($1::text::${column.typeSql}[]) as list (v)`
  const rows = await database.query(sql, [list]).catch(toClauseError)
  return rows.filter((row) => row.is_null !== true).map((row) => String(row.value))
}

function toClauseError(error: unknown): never {
  if (!isSqlError(error)) throw error
  const hint = error.hint === undefined ? '' : `\n\n    hint: ${error.hint}`
  const detail = error.detail === undefined ? '' : `\n\n${error.detail}`
  throw new ClauseError(error.message + hint + detail, error.code)
}
