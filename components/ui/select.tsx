import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** The native element: it opens the right picker on every device. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative inline-flex w-full', className)}>
      <select
        className="h-11 w-full cursor-pointer appearance-none rounded-md border border-input bg-card pr-9 pl-3 text-base shadow-xs [text-transform:inherit] disabled:cursor-not-allowed disabled:opacity-55 sm:text-sm"
        {...props}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  )
}
