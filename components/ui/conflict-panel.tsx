import { GitMerge, type LucideIcon, TriangleAlert } from 'lucide-react'
import { type Ref, useId } from 'react'
import { Button } from './button'
import { cn } from './cn'

/** A field that both have changed. `side` is null until one has chosen. */
export type ConflictLine = {
  name: string
  label: string
  was: string
  mine: string
  theirs: string
  side: 'mine' | 'theirs' | null
}

/** A field that only the others have changed. */
export type TakenLine = { name: string; label: string; was: string; theirs: string }

type Props = {
  /** Who saved meanwhile, such as `Ben Admin`. */
  who: string
  conflicts: ConflictLine[]
  taken: TakenLine[]
  onChoose: (name: string, side: 'mine' | 'theirs') => void
  onAcknowledge: () => void
  onDiscard: () => void
  ref?: Ref<HTMLElement>
}

/**
 * What someone else has saved while a form was open: theirs beside one's own, field by field. It is said aloud, but
 * takes no focus away from where one types.
 */
export function ConflictPanel({ who, conflicts, taken, onChoose, onAcknowledge, onDiscard, ref }: Props) {
  const titleId = useId()
  const openCount = conflicts.filter(({ side }) => side === null).length
  const look = lookOf(openCount)
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby={titleId}
      className={cn('grid gap-4 rounded-lg border p-4 text-sm outline-none sm:p-5', look.className)}
    >
      <div className="flex items-start gap-3">
        <look.icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <div role="status" className="grid min-w-0 gap-0.5">
          <p id={titleId} className="font-medium">
            {who} saved this meanwhile
          </p>
          <p className="text-pretty text-foreground">{advice(conflicts.length, openCount)}</p>
        </div>
      </div>
      {conflicts.map((line) => (
        <Choice key={line.name} line={line} who={who} onChoose={(side) => onChoose(line.name, side)} />
      ))}
      {taken.length > 0 && <TakenList lines={taken} />}
      <div className="flex flex-wrap gap-3">
        {conflicts.length > 0 ? (
          <Button variant="outline" size="sm" onClick={onDiscard}>
            Discard all of mine
          </Button>
        ) : (
          <Button variant="outline" size="sm" onClick={onAcknowledge}>
            Got it
          </Button>
        )}
      </div>
    </section>
  )
}

function Choice({
  line: { label, was, mine, theirs, side },
  who,
  onChoose,
}: {
  line: ConflictLine
  who: string
  onChoose: (side: 'mine' | 'theirs') => void
}) {
  const group = useId()
  const options = [
    { value: 'mine', title: 'Yours', text: mine },
    { value: 'theirs', title: who, text: theirs },
  ] as const
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="pb-2 font-medium">
        {label} <span className="font-normal text-muted-foreground">was {was}</span>
      </legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {options.map(({ value, title, text }) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-input bg-card px-3 py-2.5 shadow-xs has-checked:border-primary has-checked:ring-1 has-checked:ring-primary has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={group}
              value={value}
              checked={side === value}
              onChange={() => onChoose(value)}
              className="mt-0.5 size-4 shrink-0 accent-primary outline-none"
            />
            <span className="grid min-w-0 gap-0.5">
              <span className="text-muted-foreground text-xs">{title}</span>
              <span className="wrap-anywhere whitespace-pre-line font-medium">{text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function TakenList({ lines }: { lines: TakenLine[] }) {
  return (
    <ul aria-label="Taken over" className="grid gap-1.5">
      {lines.map(({ name, label, was, theirs }) => (
        <li key={name} className="wrap-anywhere">
          <span className="font-medium">{label}</span> <del className="text-muted-foreground">{was}</del>
          {' → '}
          <ins className="no-underline">{theirs}</ins>
        </li>
      ))}
    </ul>
  )
}

function lookOf(openCount: number): { icon: LucideIcon; className: string } {
  if (openCount > 0)
    return { icon: TriangleAlert, className: 'border-warning/40 bg-warning/8 [&_svg]:text-warning' }
  return { icon: GitMerge, className: 'border-info/30 bg-info/8 [&_svg]:text-info' }
}

function advice(conflictCount: number, openCount: number): string {
  if (conflictCount === 0) return 'What they changed is in the form now. What you typed is still there.'
  if (openCount === 0) return 'You have chosen. Saving keeps what stands in the form.'
  if (openCount === 1) return 'You both changed one field. Choose what it should be, then save.'
  return `You both changed ${openCount} fields. Choose what each should be, then save.`
}
