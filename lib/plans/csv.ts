import Papa from 'papaparse'
import { COLUMN, PLAN_FIELDS, toColumns } from './columns'
import { unguard } from './csv-guard'
import { EMPTY_DRAFT, type PlanDraft, parseDraft } from './draft'

/** Files of plans from spreadsheets. The columns are those of table `plans`; amounts are in major units. */

export type RowError = { column: string; message: string }

export type ImportRow = {
  /** As a spreadsheet counts: the header is row 1. */
  number: number
  draft: PlanDraft
  /** What the database is sent; null while something is wrong. */
  columns: Record<string, string | number | boolean> | null
  errors: RowError[]
}

/** `problem`: why the file as a whole cannot be read. */
export type PlanFile = { rows: ImportRow[]; problem: string | null }

/** Rows of one file; more is a task for SQL. */
export const MAX_FILE_ROWS = 5000

const COLUMNS = PLAN_FIELDS.map((field) => COLUMN[field])
const REQUIRED = ['name', 'roi_percent', 'duration_days', 'min_amount', 'max_amount']

/** Reads what a file holds and says of each row what is wrong with it; the database is not asked. */
export function readPlanFile(text: string): PlanFile {
  if (text.includes('\ufffd')) return refused('The file is not in UTF-8. Save it as “CSV UTF-8”.')
  const { data, errors } = Papa.parse<string[]>(text, { header: false, skipEmptyLines: false })
  const [header = [], ...lines] = data
  const columns = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  )
  const problem = headerProblem(columns)
  if (problem !== null) return refused(problem)

  const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row))
  const rows = lines.flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return []
    const number = index + 2
    return [broken.has(index + 1) ? brokenRow(number) : toRow(number, columns, cells)]
  })
  if (rows.length === 0) return refused('The file has a header, but no rows below it.')
  if (rows.length > MAX_FILE_ROWS) {
    return refused(`The file has ${rows.length} rows. One import takes at most ${MAX_FILE_ROWS}.`)
  }
  return { rows: withoutDuplicates(rows), problem: null }
}

function refused(problem: string): PlanFile {
  return { rows: [], problem }
}

function headerProblem(columns: string[]): string | null {
  const unknown = columns.filter((name) => name !== '' && !COLUMNS.includes(name))
  const missing = REQUIRED.filter((name) => !columns.includes(name))
  const twice = columns.filter((name, index) => name !== '' && columns.indexOf(name) !== index)
  if (missing.length === REQUIRED.length) {
    return `The first row must name the columns: ${COLUMNS.join(', ')}.`
  }
  if (missing.length > 0) return `Missing in the first row: ${missing.join(', ')}.`
  if (unknown.length > 0) return `Plans have no column ${unknown.join(', ')}.`
  return twice.length > 0 ? `The first row names ${twice.join(', ')} twice.` : null
}

function toRow(number: number, columns: string[], cells: string[]): ImportRow {
  const cellOf = (name: string) => unguard(cells[columns.indexOf(name)] ?? '')
  const isActive = parseYesNo(cellOf('is_active'))
  const draft: PlanDraft = {
    name: cellOf('name').trim(),
    description: cellOf('description'),
    roiPercent: cellOf('roi_percent').trim(),
    durationDays: cellOf('duration_days').trim(),
    minAmount: cellOf('min_amount').trim(),
    maxAmount: cellOf('max_amount').trim(),
    currency: cellOf('currency').trim().toUpperCase() || EMPTY_DRAFT.currency,
    isActive: isActive ?? EMPTY_DRAFT.isActive,
  }
  const { fields, errors: wrong = {} } = parseDraft(draft)
  const errors = PLAN_FIELDS.flatMap((field) =>
    (wrong[field] ?? []).map((message) => ({ column: COLUMN[field], message })),
  )
  if (isActive === null) errors.push({ column: 'is_active', message: 'Write true or false.' })
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    errors.push({
      column: 'row',
      message: 'There are more cells than columns. Is there a comma outside quotes?',
    })
  }
  const isGood = fields !== undefined && errors.length === 0
  return { number, draft, columns: isGood ? toColumns(fields) : null, errors }
}

function brokenRow(number: number): ImportRow {
  const message = 'A quotation mark in this row is not closed.'
  return { number, draft: EMPTY_DRAFT, columns: null, errors: [{ column: 'row', message }] }
}

/** Names are free of case, as in the database; the first row keeps its name. */
function withoutDuplicates(rows: ImportRow[]): ImportRow[] {
  const firstWith = new Map<string, number>()
  return rows.map((row) => {
    const name = row.draft.name.toLowerCase()
    const first = firstWith.get(name)
    if (first !== undefined && name !== '') {
      return withErrors(row, [{ column: 'name', message: `Row ${first} has this name, too.` }])
    }
    firstWith.set(name, row.number)
    return row
  })
}

/** The row with more that is wrong with it, so that it is not sent. */
export function withErrors(row: ImportRow, errors: RowError[]): ImportRow {
  return { ...row, columns: null, errors: [...row.errors, ...errors] }
}

function parseYesNo(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  if (['', 'true', 'yes', '1'].includes(word)) return true
  return ['false', 'no', '0'].includes(word) ? false : null
}
