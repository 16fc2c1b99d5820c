import type { ComponentProps } from 'react'
import { cn } from './cn'

/** The place of something on its way. Give it the size of what will stand there. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-foreground/8', className)} {...props} />
}
