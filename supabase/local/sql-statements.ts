/** One statement of an SQL text, without its semicolon; `offset` is where it begins, in characters. */
export type SqlStatement = { text: string; offset: number }

/** `rest` is what follows the last semicolon: a statement that waits for more, or blanks and comments. */
export type SqlScript = { statements: SqlStatement[]; rest: string }

/**
 * Splits an SQL text at the semicolons that end statements: not at those in quotes, dollar quotes,
 * comments, parentheses or `begin atomic … end` bodies.
 */
export function splitSql(source: string): SqlScript {
  const statements: SqlStatement[] = []
  let start = 0
  let depth = 0
  let atomicDepth = 0
  let position = 0
  while (position < source.length) {
    const token = readToken(source, position)
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    if (isWord(token)) atomicDepth = nextAtomicDepth(source, position, token.toLowerCase(), atomicDepth)
    position += token.length
    if (token === ';' && depth <= 0 && atomicDepth === 0) {
      addStatement(statements, source, start, position - 1)
      start = position
      depth = 0
    }
  }
  return { statements, rest: source.slice(start) }
}

/** Whether a text has more than blanks and closed comments. */
export function hasStatement(text: string): boolean {
  return leadingBlank(text, 0, text.length) < text.length
}

/** All statements of a complete file: the last one may lack its semicolon. */
export function splitSqlFile(source: string): SqlStatement[] {
  const { statements, rest } = splitSql(source)
  addStatement(statements, source, source.length - rest.length, source.length)
  return statements
}

/** The 1-based line of a character offset. */
export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}

const blank = /\s+/y
const lineComment = /--[^\n]*/y
const word = /[\p{L}_][\p{L}\p{N}_$]*/uy
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy

/** The text of the token at `position`; at least one character. */
function readToken(source: string, position: number): string {
  const simple = match(blank, source, position) ?? match(lineComment, source, position)
  if (simple) return simple
  if (source.startsWith('/*', position)) return readBlockComment(source, position)
  const tag = match(dollarTag, source, position)
  if (tag) return readUntil(source, position, tag, tag.length)
  const char = source.charAt(position)
  if (char === "'") return readQuoted(source, position, false)
  if (char === '"') return readUntil(source, position, '"', 1)
  if ((char === 'e' || char === 'E') && source.charAt(position + 1) === "'") {
    return char + readQuoted(source, position + 1, true)
  }
  return match(word, source, position) ?? char
}

function match(pattern: RegExp, source: string, position: number): string | null {
  pattern.lastIndex = position
  return pattern.exec(source)?.[0] ?? null
}

function readUntil(source: string, position: number, end: string, skip: number): string {
  const found = source.indexOf(end, position + skip)
  return found < 0 ? source.slice(position) : source.slice(position, found + end.length)
}

/** A doubled quote inside simply reads as two adjacent strings, which splits nothing. */
function readQuoted(source: string, position: number, hasEscapes: boolean): string {
  let end = position + 1
  while (end < source.length && source.charAt(end) !== "'") {
    end += hasEscapes && source.charAt(end) === '\\' ? 2 : 1
  }
  return source.slice(position, end + 1)
}

/** Block comments nest in Postgres. */
function readBlockComment(source: string, position: number): string {
  const mark = /\/\*|\*\//g
  mark.lastIndex = position
  let depth = 0
  for (let found = mark.exec(source); found; found = mark.exec(source)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return source.slice(position, mark.lastIndex)
  }
  return source.slice(position)
}

function isWord(token: string): boolean {
  return match(word, token, 0) === token
}

/** Inside `begin atomic`, `case` opens another `end`. */
function nextAtomicDepth(source: string, position: number, token: string, depth: number): number {
  if (token === 'begin' && /^begin\s+atomic\b/i.test(source.slice(position, position + 40))) return depth + 1
  if (depth === 0) return 0
  if (token === 'case') return depth + 1
  return token === 'end' ? depth - 1 : depth
}

function addStatement(statements: SqlStatement[], source: string, start: number, end: number): void {
  const lead = leadingBlank(source, start, end)
  const text = source.slice(start + lead, end).trimEnd()
  if (text) statements.push({ text, offset: start + lead })
}

/** Length of the blanks and comments before a statement's first word. */
function leadingBlank(source: string, start: number, end: number): number {
  let position = start
  while (position < end) {
    const token = readToken(source, position)
    const isComment = token.startsWith('--') || (token.startsWith('/*') && token.endsWith('*/'))
    const isBlank = token.trim() === '' || isComment
    if (!isBlank) break
    position += token.length
  }
  return Math.min(position, end) - start
}
