import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { NotificationType } from '@/lib/notifications/kinds'

const LOOK: Record<NotificationType, { icon: LucideIcon; className: string; word: string }> = {
  success: { icon: CircleCheck, className: 'bg-success/12 text-success', word: 'Good news' },
  error: { icon: CircleAlert, className: 'bg-destructive/12 text-destructive', word: 'Error' },
  warning: { icon: TriangleAlert, className: 'bg-warning/12 text-warning', word: 'Warning' },
  info: { icon: Info, className: 'bg-info/12 text-info', word: 'Information' },
}

/** What kind of notification it is, by colour, shape and word. */
export function NotificationIcon({ type }: { type: NotificationType }) {
  const { icon: Icon, className, word } = LOOK[type]
  return (
    <span className={cn('grid size-9 shrink-0 place-items-center rounded-full', className)}>
      <Icon aria-hidden className="size-4.5" />
      <span className="sr-only">{word}: </span>
    </span>
  )
}
