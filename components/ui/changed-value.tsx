'use client'

import { cn } from './cn'
import { useChangeMark } from './use-change-mark'

type Props<T> = {
  value: T
  /** The value in words. */
  format: (value: T) => string
  className?: string
}

/**
 * A value that shows for a moment what it was before: `2.5 % → 3.5 %`. A page says changes aloud itself
 * (`useAnnouncer`), so that many at once are not read one by one.
 */
export function ChangedValue<T>({ value, format, className }: Props<T>) {
  const before = useChangeMark(value)
  const isMarked = before !== undefined && format(before) !== format(value)

  return (
    <span
      data-changed={isMarked || undefined}
      className={cn(
        '-mx-1 inline-block rounded-sm px-1 transition-colors duration-500 data-changed:bg-warning/15 data-changed:text-warning',
        className,
      )}
    >
      {isMarked && (
        <span className="font-normal text-[max(0.6em,0.75rem)] text-muted-foreground">
          <span className="sr-only">was </span>
          {format(before)}
          <span aria-hidden> → </span>
          <span className="sr-only">, now </span>
        </span>
      )}
      {format(value)}
    </span>
  )
}
