import type pg from 'pg'
import { lineAt } from '../sql-statements.ts'
import { formatExpanded, formatTable, type TableStyle, type TextTable } from './table.ts'

type ArrayResult = pg.QueryArrayResult<(string | null)[]>

const numericTypes = new Set([20, 21, 23, 26, 700, 701, 1700])

export function formatResult(result: ArrayResult, style: TableStyle, isExpanded: boolean): string {
  const table: TextTable = {
    columns: result.fields.map((field) => ({
      name: field.name,
      isNumeric: numericTypes.has(field.dataTypeID),
    })),
    rows: result.rows,
  }
  const text = isExpanded ? formatExpanded(table) : formatTable(table, style)
  const isChange = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
  if (style.tuplesOnly) return text
  return isChange ? `${text}\n\n${formatCommand(result, '')}` : `${text}\n`
}

/** The tag of a statement without rows, such as `UPDATE 1` or `CREATE TABLE`. */
export function formatCommand(result: Pick<ArrayResult, 'command' | 'rowCount'>, text: string): string {
  const { command, rowCount } = result
  if (command === 'INSERT') return `INSERT 0 ${rowCount}`
  if (rowCount !== null && ['UPDATE', 'DELETE', 'MERGE', 'SELECT', 'COPY'].includes(command)) {
    return `${command} ${rowCount}`
  }
  const [, object] = /^(?:create|alter|drop)\s+(?:or\s+replace\s+)?(\w+)/i.exec(text) ?? []
  return object ? `${command} ${object.toUpperCase()}` : command
}

/** The message with the line at fault and a mark below the place. */
export function formatError(error: pg.DatabaseError, text: string): string {
  const lines = [`${error.severity ?? 'ERROR'}:  ${error.message}`]
  if (error.position) lines.push(...pointAt(text, Number(error.position) - 1))
  if (error.detail) lines.push(`DETAIL:  ${error.detail}`)
  if (error.hint) lines.push(`HINT:  ${error.hint}`)
  return lines.join('\n')
}

function pointAt(text: string, offset: number): string[] {
  const number = lineAt(text, offset)
  const begin = text.lastIndexOf('\n', offset - 1) + 1
  const line = text.slice(begin).split('\n')[0] ?? ''
  const label = `LINE ${number}: `
  return [label + line, `${' '.repeat(label.length + offset - begin)}^`]
}
