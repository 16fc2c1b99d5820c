import type { ComponentProps } from 'react'
import { cn } from './cn'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input
      className={cn(
        // 16 px on phones: iOS zooms into anything smaller.
        'h-11 w-full min-w-0 rounded-md border border-input bg-card px-3 text-base shadow-xs sm:text-sm',
        'placeholder:text-muted-foreground disabled:opacity-55 read-only:bg-muted read-only:text-muted-foreground',
        'aria-invalid:border-destructive aria-invalid:outline-destructive',
        className,
      )}
      {...props}
    />
  )
}
