/**
 * What `toCsv` would guard with an apostrophe against being run as a formula. It is put here, also in front of a text
 * that has one already, so that reading takes away just what writing has put there.
 */
const FORMULA = /^'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/
const GUARDED = /^'+(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/

/** The cell as a spreadsheet takes it for text, whatever it begins with. */
export function guard(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** What `guard` was given. */
export function unguard(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}
