import type { DiffLine } from '@/lib/plans/diff'

type Props = { lines: DiffLine[]; label: string }

/** A readable difference, a line a field. */
export function DiffList({ lines, label }: Props) {
  return (
    <dl aria-label={label} className="grid gap-1.5 text-sm">
      {lines.map(({ field, label: name, before, after }) => (
        <div key={field} className="grid gap-x-3 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="wrap-anywhere whitespace-pre-line">
            {before !== null && (
              <del className={after === null ? 'no-underline' : 'text-muted-foreground'}>{before}</del>
            )}
            {before !== null && after !== null && <span aria-hidden> → </span>}
            {after !== null && <ins className="font-medium no-underline">{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
