'use client'

import { cn } from '@/components/ui/cn'
import { missedWords } from '@/lib/realtime/missed'
import { useSyncStatus } from '@/lib/realtime/use-sync-status'
import { SyncPanel } from './sync-panel'
import { SYNC_WORDS } from './sync-words'

const PANEL_ID = 'sync-panel'

/** Whether the page is current, in a word; a native popover tells the rest. Empty where nothing is live. */
export function SyncBadge() {
  const sync = useSyncStatus()
  const { label, icon: Icon, isSpinning, className } = SYNC_WORDS[sync.status]

  return (
    <div className={cn(sync.viewCount === 0 && 'invisible')}>
      <button
        type="button"
        popoverTarget={PANEL_ID}
        className="grid h-11 cursor-pointer place-items-center rounded-full"
      >
        <span
          className={cn(
            'inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-full px-3 font-medium text-xs transition-colors',
            className,
          )}
        >
          <Icon aria-hidden className={cn('size-3.5', isSpinning && 'motion-safe:animate-spin')} />
          <span role="status">
            <span className="sr-only">Sync status: </span>
            {label}
          </span>
          <MissedCount count={sync.missedCount} />
        </span>
      </button>
      <SyncPanel id={PANEL_ID} sync={sync} />
    </div>
  )
}

/** How much a catch-up brought, until the panel has been opened and closed. */
function MissedCount({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="rounded-full bg-current/12 px-1.5 tabular-nums">
      <span aria-hidden>+{count}</span>
      <span className="sr-only">{missedWords(count)}</span>
    </span>
  )
}
