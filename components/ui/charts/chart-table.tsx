import type { ReactNode } from 'react'
import { Disclosure } from '@/components/ui/disclosure'
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table'

type Props = {
  label: string
  /** The first column names the row; the others are numbers. */
  columns: string[]
  rows: { key: string | number; cells: ReactNode[] }[]
}

/** What a chart shows, for those who would rather read it. */
export function ChartTable({ label, columns, rows }: Props) {
  return (
    <Disclosure label="Show as a table">
      <div className="max-h-80 overflow-y-auto rounded-lg border">
        <Table label={label}>
          <thead>
            <TableRow>
              {columns.map((column, index) => (
                <TableHead key={column} className={index === 0 ? undefined : 'text-right'}>
                  {column}
                </TableHead>
              ))}
            </TableRow>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <TableRow key={key}>
                {cells.map((cell, index) => (
                  <TableCell
                    key={columns[index]}
                    className={index === 0 ? undefined : 'text-right tabular-nums'}
                  >
                    {cell}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </Disclosure>
  )
}
