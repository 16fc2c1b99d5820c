import { CheckCheck } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { MarkRead } from '@/lib/notifications/use-mark-read'

type Props = { unread: number; marks: MarkRead }

/** Stays in place, and in focus, when there is nothing left to mark; what failed is said beside it. */
export function MarkAllButton({ unread, marks: { markAllRead, isMarkingAll, error } }: Props) {
  const isIdle = unread === 0 || isMarkingAll
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-2">
      {error && (
        <span role="alert" className="text-destructive text-xs">
          {error.message}
        </span>
      )}
      <Button
        variant="ghost"
        size="sm"
        aria-disabled={isIdle || undefined}
        aria-busy={isMarkingAll}
        onClick={() => !isIdle && markAllRead()}
      >
        <CheckCheck aria-hidden />
        Mark all read
      </Button>
    </span>
  )
}
