/** Prints a value the way Supabase's server prints it in its error texts (Elixir's inspect). */
export function inspect(value: unknown): string {
  if (value === null || value === undefined) return 'nil'
  if (typeof value === 'string') return `"${escapeText(value)}"`
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(inspect).join(', ')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `%{${members.map(([key, member]) => `${inspect(key)} => ${inspect(member)}`).join(', ')}}`
}

/** Prints the values as a tuple. */
export function inspectTuple(values: unknown[]): string {
  return `{${values.map(inspect).join(', ')}}`
}

function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}
