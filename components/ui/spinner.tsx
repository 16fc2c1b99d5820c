import { LoaderCircle } from 'lucide-react'
import { cn } from './cn'

/** Decoration beside words that say what is being waited for. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
}
