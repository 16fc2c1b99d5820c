/**
 * The filter language of postgres_changes: `col=op.value,col=not.op.value`, all of which must hold.
 * Commas inside brackets or inside a quoted value do not separate.
 */
import { inspect } from './inspect.ts'

export const operators = [
  'eq',
  'neq',
  'lt',
  'lte',
  'gt',
  'gte',
  'in',
  'like',
  'ilike',
  'is',
  'match',
  'imatch',
  'isdistinct',
] as const

export type Operator = (typeof operators)[number]

export type Clause = {
  column: string
  operator: Operator
  /** As Postgres takes it: for `in` an array literal. */
  value: string
  isNegated: boolean
}

export type ParsedFilter = { clauses: Clause[] } | { error: string }

/** Parses a filter; a blank one has no clauses. Errors are worded as Supabase words them. */
export function parseFilter(filter: string): ParsedFilter {
  if (filter.trim() === '') return { clauses: [] }
  const clauses: Clause[] = []
  for (const segment of splitSegments(filter)) {
    if (segment.trim() === '')
      return failure('filter must not contain empty segments (check for extra commas)')
    const parsed = parseSegment(segment.trim())
    if ('error' in parsed) return parsed
    clauses.push(parsed)
  }
  return { clauses }
}

function failure(text: string): { error: string } {
  return { error: `Error parsing \`filter\` params: ${text}` }
}

function parseSegment(segment: string): Clause | { error: string } {
  const [column, condition] = splitOnce(segment, '=')
  if (condition === undefined) return failure(inspect([segment]))
  const isNegated = condition.startsWith('not.')
  const [operator, value] = splitOnce(isNegated ? condition.slice(4) : condition, '.')
  if (value === undefined || !isOperator(operator)) {
    return failure(inspect(value === undefined ? [operator] : [operator, value]))
  }
  if (operator !== 'in') return { column, operator, value: unquote(value), isNegated }
  const list = value.match(/^\(([\s\S]*)\)$/)
  if (!list) return failure('`in` filter value must be wrapped by parentheses')
  return { column, operator, value: `{${list[1]}}`, isNegated }
}

function isOperator(text: string): text is Operator {
  return (operators as readonly string[]).includes(text)
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)]
}

/** A quote that opens the value and closes at its very end, with `\` before what is meant literally; else as it is. */
function unquote(value: string): string {
  const inner = value.match(/^"((?:[^"\\]|\\[\s\S])*)"$/)?.[1]
  return inner === undefined ? value : inner.replace(/\\([\s\S])/g, '$1')
}

function splitSegments(filter: string): string[] {
  const segments: string[] = []
  let start = 0
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < filter.length; at++) {
    const char = filter[at]
    if (isQuoted) {
      if (char === '\\') at++
      else if (char === '"') isQuoted = false
    } else if (char === '"' && at > start && opensQuote(filter[at - 1])) isQuoted = true
    else if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (char === ',' && depth === 0) {
      segments.push(filter.slice(start, at))
      start = at + 1
    }
  }
  segments.push(filter.slice(start))
  return segments
}

/** A quote counts only where a value or a list element begins. */
function opensQuote(before: string | undefined): boolean {
  return before === '.' || before === '(' || before === ','
}
