import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

type EmptyStateProps = {
  icon: LucideIcon
  title: string
  children?: ReactNode
  /** What to do about the emptiness. */
  action?: ReactNode
  className?: string
}

export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-4 px-6 py-12 text-center', className)}>
      <span className="grid size-12 place-items-center rounded-full bg-accent text-accent-foreground">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="grid max-w-sm gap-1">
        <p className="font-semibold tracking-tight">{title}</p>
        {children && <div className="text-pretty text-muted-foreground text-sm">{children}</div>}
      </div>
      {action}
    </div>
  )
}
