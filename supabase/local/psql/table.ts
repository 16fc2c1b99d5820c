/** Formats rows of text the way psql does: a header, a rule, aligned cells, the number of rows. */
export function formatTable(table: TextTable, style: TableStyle = {}): string {
  if (style.unaligned) return formatUnaligned(table, style)
  const widths = table.columns.map((column, index) => columnWidth(column, table.rows, index))
  const header = table.columns
    .map((column, index) => ` ${center(column.name, widths[index] ?? 0)} `)
    .join('|')
  const rule = widths.map((width) => '-'.repeat(width + 2)).join('+')
  const lines = table.rows.map((row) =>
    row
      .map(
        (cell, index) =>
          ` ${align(cell ?? '', widths[index] ?? 0, table.columns[index]?.isNumeric ?? false)} `,
      )
      .join('|')
      .trimEnd(),
  )
  if (style.tuplesOnly) return lines.join('\n')
  return [header.trimEnd(), rule, ...lines, countLine(table.rows.length)].join('\n')
}

/** One column a line: for wide rows (`\\x`). */
export function formatExpanded(table: TextTable): string {
  const width = Math.max(0, ...table.columns.map((column) => column.name.length))
  const records = table.rows.map((row, index) => {
    const title = `-[ RECORD ${index + 1} ]`
    const fields = table.columns.map((column, at) => `${column.name.padEnd(width)} | ${row[at] ?? ''}`)
    return [title.padEnd(width + 1, '-'), ...fields].join('\n')
  })
  return records.length > 0 ? records.join('\n') : '(0 rows)'
}

export type TextTable = {
  columns: { name: string; isNumeric: boolean }[]
  rows: (string | null)[][]
}

export type TableStyle = { tuplesOnly?: boolean; unaligned?: boolean }

function formatUnaligned(table: TextTable, { tuplesOnly }: TableStyle): string {
  const lines = table.rows.map((row) => row.map((cell) => cell ?? '').join('|'))
  if (tuplesOnly) return lines.join('\n')
  return [table.columns.map((column) => column.name).join('|'), ...lines, countLine(lines.length)].join('\n')
}

function columnWidth(column: { name: string }, rows: TextTable['rows'], index: number): number {
  return rows.reduce((width, row) => Math.max(width, (row[index] ?? '').length), column.name.length)
}

function center(text: string, width: number): string {
  const left = Math.floor((width - text.length) / 2)
  return text.padStart(text.length + left).padEnd(width)
}

function align(text: string, width: number, isRight: boolean): string {
  return isRight ? text.padStart(width) : text.padEnd(width)
}

function countLine(count: number): string {
  return `(${count} ${count === 1 ? 'row' : 'rows'})`
}
