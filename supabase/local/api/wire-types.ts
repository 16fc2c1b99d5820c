/**
 * How values cross the database driver, where @supabase/lite differs from what PostgREST and Auth answer.
 * To be passed as `types` of a postgres.js connection.
 */
const answers = {
  /** PostgREST gives ISO 8601 with a `T`; Postgres' own text form has a blank, which Safari cannot parse. */
  timestamptz: { to: 1184, from: [1184], serialize: String, parse: isoTimestamp },
  timestamp: { to: 1114, from: [1114], serialize: String, parse: isoTimestamp },
  date: { to: 1082, from: [1082], serialize: String, parse: text },
  time: { to: 1083, from: [1083], serialize: String, parse: text },
  timetz: { to: 1266, from: [1266], serialize: String, parse: text },
  /** PostgREST gives a JSON number for 12.500 as well, not the text "12.500". */
  numeric: { to: 1700, from: [1700], serialize: String, parse: numberOrText },
  bigint: { to: 20, from: [20], serialize: String, parse: numberOrText },
  /** PostgREST gives the hexadecimal form. */
  bytea: { to: 17, from: [17], serialize: String, parse: text },
}

/** For requests on tables: a JSON column takes any value. */
export const tableTypes = {
  ...answers,
  json: { to: 114, from: [114], serialize: JSON.stringify, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: JSON.stringify, parse: JSON.parse },
}

/**
 * For calls of functions: JSON arguments arrive as text already, except a plain string, which arrives as itself.
 * A string that reads as JSON is therefore taken for that JSON.
 */
export const functionTypes = {
  ...answers,
  json: { to: 114, from: [114], serialize: jsonOrString, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: jsonOrString, parse: JSON.parse },
}

/** For Auth, which hands JSON over as text: encoding it again would store a JSON string instead of an object. */
export const authTypes = {
  ...answers,
  json: { to: 114, from: [114], serialize: jsonText, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: jsonText, parse: JSON.parse },
}

function text(value: string): string {
  return value
}

function isoTimestamp(value: string): string {
  return value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

function numberOrText(value: string): number | string {
  const number = Number(value)
  return Number.isFinite(number) ? number : value
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function jsonOrString(value: unknown): string {
  return typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}
