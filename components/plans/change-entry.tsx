import { Button } from '@/components/ui/button'
import { DateTime, RelativeTime } from '@/components/ui/time'
import type { PlanChange } from '@/lib/plans/desk-schema'
import { changeActor, changeTitle, diffPlans } from '@/lib/plans/diff'
import { DiffList } from './diff-list'

type Props = { change: PlanChange; viewerId: string; onRestore: (() => void) | null }

/** One version: what was done, by whom and when, and what it changed. */
export function ChangeEntry({ change, viewerId, onRestore }: Props) {
  const title = changeTitle(change)
  return (
    <li className="grid gap-3 border-b px-5 py-4 transition-colors delay-700 duration-[2500ms] last:border-b-0 starting:bg-accent sm:px-6">
      <div className="grid">
        <div className="flex items-center justify-between gap-4">
          <p className="min-w-0 font-medium text-sm">{title}</p>
          <div className="-my-2 flex items-center gap-2">
            {onRestore && (
              <Button
                variant="ghost"
                size="sm"
                aria-label={`Restore version ${change.version}`}
                onClick={onRestore}
              >
                Restore
              </Button>
            )}
            <span className="text-muted-foreground text-xs tabular-nums">
              <span className="sr-only">Version </span>
              <span aria-hidden>v</span>
              {change.version}
            </span>
          </div>
        </div>
        <p className="wrap-anywhere text-muted-foreground text-sm">
          {changeActor(change, viewerId)} · <RelativeTime value={change.changedAt} />
          <span className="hidden @xl:inline">
            {' · '}
            <DateTime value={change.changedAt} />
          </span>
        </p>
      </div>
      {change.op !== 'DELETE' && (
        <DiffList
          label={`Changes of version ${change.version}`}
          lines={diffPlans(change.before, change.after)}
        />
      )}
    </li>
  )
}
