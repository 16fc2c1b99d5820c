/** Prints a value the way Supabase's server prints it in its error texts (Elixir's inspect). */
export function inspect(value: unknown): string {
  if (value === null || value === undefined) return 'nil'
  if (typeof value === 'string') return `"${escapeText(value)}"`
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(inspect).join(', ')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `%{${members.map(([key, member]) => `${inspect(key)} => ${inspect(member)}`).join(', ')}}`
}

const lineWidth = 80

/** Prints a list of texts as Supabase does where it breaks long lines: filled up to 80 characters. */
export function inspectTexts(texts: string[]): string {
  return filled('[', texts, ']', 0)
}

/** Prints a list of tuples in the same way: one a line where they do not fit into one. */
export function inspectTuples(tuples: unknown[][]): string {
  const line = `[${tuples.map((values) => `{${values.map(inspect).join(', ')}}`).join(', ')}]`
  if (Buffer.byteLength(line) <= lineWidth) return line
  const lines = tuples.map((values, at) => filled('{', values, at === tuples.length - 1 ? '}' : '},', 2))
  return `[\n${lines.join('\n')}\n]`
}

/** The values between brackets, each on the same line as long as it fits. */
function filled(left: string, values: unknown[], right: string, indent: number): string {
  const lines: string[] = []
  let line = `${' '.repeat(indent)}${left}`
  for (const [at, value] of values.entries()) {
    const text = inspect(value) + (at === values.length - 1 ? right : ',')
    if (at === 0) line += text
    else if (Buffer.byteLength(line) + 1 + Buffer.byteLength(text) <= lineWidth) line += ` ${text}`
    else {
      lines.push(line)
      line = `${' '.repeat(indent + 1)}${text}`
    }
  }
  return [...lines, values.length === 0 ? line + right : line].join('\n')
}

function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}
