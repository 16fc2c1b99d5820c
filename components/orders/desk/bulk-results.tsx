import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { BulkRow } from '@/lib/action/use-bulk'
import type { DeskOrder } from '@/lib/orders/desk-schema'

const LOOK: Record<BulkRow<unknown>['state'], { icon: LucideIcon; words: string; className: string }> = {
  waiting: { icon: CircleDashed, words: 'Waiting', className: 'text-muted-foreground' },
  sending: { icon: LoaderCircle, words: 'On its way', className: 'text-primary [&_svg]:animate-spin' },
  done: { icon: CircleCheck, words: 'Changed', className: 'text-success' },
  refused: { icon: CircleAlert, words: 'Refused', className: 'text-destructive' },
  stopped: { icon: CirclePause, words: 'Left alone', className: 'text-muted-foreground' },
}

/** What became of each; refused ones come first, with the reason. */
export function BulkResults({ rows }: { rows: BulkRow<DeskOrder>[] }) {
  const ordered = [...rows.filter(isRefused), ...rows.filter((row) => !isRefused(row))]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area without focusable content needs the focus to be scrolled by keyboard.
    <ol tabIndex={0} aria-label="Results" className="max-h-72 overflow-y-auto rounded-lg border">
      {ordered.map(({ item, state, error }) => {
        const { icon: Icon, words, className } = LOOK[state]
        return (
          <li
            key={item.id}
            data-state={state}
            className="flex items-start gap-3 border-b px-4 py-2.5 text-sm last:border-b-0"
          >
            <span className={cn('flex w-28 shrink-0 items-center gap-2 [&_svg]:size-4', className)}>
              <Icon aria-hidden />
              {words}
            </span>
            <span className="grid min-w-0 flex-1">
              <span className="font-medium tabular-nums">{item.orderNumber}</span>
              {error && <span className="text-pretty text-muted-foreground">{error.message}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function isRefused({ state }: BulkRow<DeskOrder>): boolean {
  return state === 'refused'
}
