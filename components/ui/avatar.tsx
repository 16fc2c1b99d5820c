import { cn } from './cn'

/** The initials of a name: decoration, so the name itself must stand nearby or label the control. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-9 shrink-0 select-none place-items-center rounded-full bg-accent font-semibold text-accent-foreground text-xs',
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  // By code point: half of a surrogate pair is no letter.
  return ends.map((word) => [...(word ?? '?')][0]?.toUpperCase()).join('')
}
