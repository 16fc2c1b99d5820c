import { Fragment } from 'react'
import type { DiffLine } from '@/lib/plans/diff'
import { diffWords } from '@/lib/word-diff'

type Props = { lines: DiffLine[]; label: string }

/** A readable difference, a line a field. */
export function DiffList({ lines, label }: Props) {
  return (
    <dl aria-label={label} className="grid gap-1.5 text-sm">
      {lines.map(({ field, label: name, before, after }) => (
        <div key={field} className="grid gap-x-3 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="wrap-anywhere whitespace-pre-line">
            {field === 'description' && before !== null && after !== null ? (
              <TextDiff before={before} after={after} />
            ) : (
              <ValueDiff before={before} after={after} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function ValueDiff({ before, after }: Pick<DiffLine, 'before' | 'after'>) {
  return (
    <>
      {before !== null && (
        <del className={after === null ? 'no-underline' : 'text-muted-foreground'}>{before}</del>
      )}
      {before !== null && after !== null && <span aria-hidden> → </span>}
      {after !== null && <ins className="font-medium no-underline">{after}</ins>}
    </>
  )
}

/** Of a longer text only the words that changed are marked. */
function TextDiff({ before, after }: { before: string; after: string }) {
  const parts = diffWords(before, after)
  return parts.map(({ kind, text }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a version never changes, so neither do its parts.
    if (kind === 'same') return <Fragment key={index}>{text}</Fragment>
    const [Mark, look] = kind === 'gone' ? (['del', GONE] as const) : (['ins', NEW] as const)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <Mark key={index} className={look}>
        {text}
      </Mark>
    )
  })
}

const GONE = 'text-muted-foreground'
const NEW = 'rounded-sm bg-success/12 px-0.5 font-medium text-success no-underline'
