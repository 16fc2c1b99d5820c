import Papa from 'papaparse'

export type CsvValue = string | number | boolean | null

/** So that Excel takes the file for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * What a spreadsheet would take for a formula, also behind blanks and in full width. The package's own pattern misses
 * those, and every text of more than one line.
 */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/

/**
 * A CSV file (RFC 4180: CRLF, quotes doubled) with a line of names on top. A text that a spreadsheet would run as a
 * formula gets an apostrophe in front (OWASP, "CSV Injection"); numbers stay numbers.
 */
export function toCsv(columns: string[], rows: CsvValue[][]): string {
  return BYTE_ORDER_MARK + Papa.unparse([columns, ...rows], { newline: '\r\n', escapeFormulae: FORMULA })
}
