import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

type Kind = 'info' | 'success' | 'warning' | 'error'

const LOOK: Record<Kind, { icon: LucideIcon; className: string }> = {
  info: { icon: Info, className: 'border-info/30 bg-info/8 [&>svg]:text-info' },
  success: { icon: CircleCheck, className: 'border-success/30 bg-success/8 [&>svg]:text-success' },
  warning: { icon: TriangleAlert, className: 'border-warning/30 bg-warning/8 [&>svg]:text-warning' },
  error: { icon: CircleAlert, className: 'border-destructive/30 bg-destructive/8 [&>svg]:text-destructive' },
}

type AlertProps = {
  kind?: Kind
  title?: string
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** A message in the page. An error interrupts a screen reader; the other kinds wait for their turn. */
export function Alert({ kind = 'info', title, children, action, className }: AlertProps) {
  const { icon: Icon, className: look } = LOOK[kind]
  return (
    <div
      role={kind === 'error' ? 'alert' : 'status'}
      className={cn('flex flex-wrap items-start gap-3 rounded-lg border px-4 py-3 text-sm', look, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-1 basis-48 gap-0.5">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-pretty">{children}</div>}
      </div>
      {action}
    </div>
  )
}
