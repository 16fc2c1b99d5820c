/**
 * Prints one column value as the JSON that Postgres' `to_jsonb` would give, from the text that the stream
 * carries. Numbers are copied digit by digit, never parsed. Types that need the catalog of a composite
 * type, or a cast of their own to json, are left to Postgres (`null` from `printerFor`).
 */

export type Printer = (text: string) => string

/** What a printer is chosen by: the base type behind domains. */
export type ValueType = {
  /** Name in pg_type, such as `int8`; only names of pg_catalog have printers of their own. */
  name: string
  isBuiltIn: boolean
  /** pg_type.typtype: b base, c composite, e enum, r range, m multirange. */
  kind: string
  /** Set for arrays: the type of the elements and what separates them. */
  element: ValueType | null
  delimiter: string
  /** True when a cast to json exists that to_jsonb would use. */
  hasJsonCast: boolean
}

/** The printer of a type, or null when only Postgres can print it. */
export function printerFor(type: ValueType): Printer | null {
  if (type.name === 'bytea' && type.isBuiltIn) return printBytea
  if (isFloating(type)) return (text) => (isFiniteText(text) ? printNumber(text) : 'null')
  return nestedPrinter(type)
}

/** Within arrays Postgres itself prints every element: NaN is a string there, bytea keeps its \x. */
function nestedPrinter(type: ValueType): Printer | null {
  if (type.element) return arrayPrinter(type.element, type.delimiter)
  if (type.kind === 'c' || type.hasJsonCast) return null
  if (!type.isBuiltIn) return JSON.stringify
  if (isFloating(type)) return (text) => (isFiniteText(text) ? printNumber(text) : JSON.stringify(text))
  return printers[type.name] ?? JSON.stringify
}

function isFloating(type: ValueType): boolean {
  return type.isBuiltIn && (type.name === 'numeric' || type.name === 'float4' || type.name === 'float8')
}

const asIs: Printer = (text) => text

const printers: Record<string, Printer> = {
  int2: asIs,
  int4: asIs,
  int8: asIs,
  bool: (text) => (text === 't' ? 'true' : 'false'),
  json: asIs,
  jsonb: asIs,
  timestamp: (text) => JSON.stringify(text.replace(' ', 'T')),
  timestamptz: (text) => JSON.stringify(toIsoWithZone(text)),
}

function printBytea(text: string): string {
  return JSON.stringify(text.startsWith('\\x') ? text.slice(2) : text)
}

/** The stream's session runs in UTC, where Postgres prints the zone as a bare `+00`. */
function toIsoWithZone(text: string): string {
  return text.replace(' ', 'T').replace(/\+00( BC)?$/, '+00:00$1')
}

function isFiniteText(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0x30 && last <= 0x39
}

/** A jsonb number has neither exponent nor negative zero. */
function printNumber(text: string): string {
  if (text === '-0') return '0'
  const at = text.indexOf('e')
  return at === -1 ? text : expand(text.slice(0, at), Number(text.slice(at + 1)))
}

function expand(mantissa: string, exponent: number): string {
  const isNegative = mantissa.startsWith('-')
  const [whole = '', fraction = ''] = (isNegative ? mantissa.slice(1) : mantissa).split('.')
  const digits = whole + fraction
  const point = whole.length + exponent
  const sign = isNegative ? '-' : ''
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

function arrayPrinter(element: ValueType, delimiter: string): Printer | null {
  const print = nestedPrinter(element)
  if (!print) return null
  return (text) => printArray(text, delimiter, print)
}

/** Rewrites a Postgres array literal, such as `[0:1]={a,"b c",NULL,{…}}`, as a JSON array. */
function printArray(text: string, delimiter: string, print: Printer): string {
  let json = ''
  // Bounds other than 1 are printed before the braces; JSON has no place for them.
  let at = text.indexOf('{')
  while (at < text.length) {
    const char = text[at] ?? ''
    if (char === '{' || char === '}') {
      json += char === '{' ? '[' : ']'
      at++
    } else if (char === delimiter) {
      json += ', '
      at++
    } else if (char === '"') {
      const { value, end } = readQuoted(text, at)
      json += print(value)
      at = end
    } else {
      const end = bareEnd(text, at, delimiter)
      const bare = text.slice(at, end)
      json += bare === 'NULL' ? 'null' : print(bare)
      at = end
    }
  }
  return json
}

function readQuoted(text: string, start: number): { value: string; end: number } {
  let value = ''
  let at = start + 1
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at++
    value += text[at] ?? ''
    at++
  }
  return { value, end: at + 1 }
}

function bareEnd(text: string, start: number, delimiter: string): number {
  let at = start
  while (at < text.length && text[at] !== delimiter && text[at] !== '}') at++
  return at
}
