import { RefreshCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { missedWords } from '@/lib/realtime/missed'
import type { PageSync } from '@/lib/realtime/use-sync-status'
import { SYNC_WORDS } from './sync-words'

type SyncPanelProps = { id: string; sync: PageSync }

/** What the word in the badge means, since when, why, and what a person can do about it. */
export function SyncPanel({ id, sync }: SyncPanelProps) {
  const { meaning } = SYNC_WORDS[sync.status]
  return (
    <div
      id={id}
      popover="auto"
      onToggle={(event) => event.newState === 'closed' && sync.acknowledge()}
      className="surface-transition inset-auto top-16 right-3 m-0 w-72 rounded-xl border bg-popover p-4 text-popover-foreground text-sm shadow-lg sm:right-6"
    >
      {sync.cause && <p className="font-medium">{sync.cause.message}</p>}
      <p className="text-muted-foreground">{meaning}</p>
      {sync.missedCount > 0 && <p className="mt-2 font-medium">{missedWords(sync.missedCount)}</p>}
      <dl className="my-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 tabular-nums [&_dd]:text-right">
        <dt className="text-muted-foreground">Last sync</dt>
        <dd>{clockTime(sync.lastSyncAt)}</dd>
        <dt className="text-muted-foreground">Last change</dt>
        <dd>{clockTime(sync.lastEventAt)}</dd>
        {sync.tabCount > 1 && (
          <>
            <dt className="text-muted-foreground">{sync.status === 'live' ? 'In sync in' : 'Shared by'}</dt>
            <dd>{sync.tabCount} tabs</dd>
          </>
        )}
      </dl>
      <WayOut sync={sync} />
    </div>
  )
}

/** After a deploy only a reload helps; otherwise asking again does no harm. */
function WayOut({ sync }: Pick<SyncPanelProps, 'sync'>) {
  const isOutdated = sync.cause?.code === 'new-version'
  const retryLabel = sync.status === 'live' ? 'Check now' : 'Try again now'
  return (
    <Button
      variant="outline"
      size="sm"
      className="w-full"
      onClick={isOutdated ? () => window.location.reload() : sync.retry}
    >
      <RefreshCw aria-hidden />
      {isOutdated ? 'Reload' : retryLabel}
    </Button>
  )
}

function clockTime(instantMs: number | null) {
  if (instantMs === null) return 'not yet'
  const instant = new Date(instantMs)
  return <time dateTime={instant.toISOString()}>{instant.toLocaleTimeString('en-GB')}</time>
}
