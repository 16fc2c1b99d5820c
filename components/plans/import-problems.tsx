import type { ImportRow } from '@/lib/plans/csv'

/** What is wrong: which row, which column, and why. */
export function ImportProblems({ rows }: { rows: ImportRow[] }) {
  return (
    <ul aria-label="Rows with mistakes">
      {rows.map(({ number, draft, errors }) => (
        <li
          key={number}
          className="grid gap-x-4 gap-y-1 border-b px-5 py-3.5 text-sm last:border-b-0 sm:grid-cols-[12rem_minmax(0,1fr)] sm:px-6"
        >
          <p className="min-w-0">
            <span className="font-medium tabular-nums">Row {number}</span>
            {draft.name !== '' && <span className="block truncate text-muted-foreground">{draft.name}</span>}
          </p>
          <ul className="grid gap-1">
            {errors.map(({ column, message }) => (
              <li key={`${column} ${message}`} className="wrap-anywhere">
                {column !== 'row' && (
                  <code className="mr-2 rounded bg-secondary px-1.5 py-0.5 text-secondary-foreground text-xs">
                    {column}
                  </code>
                )}
                {message}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
