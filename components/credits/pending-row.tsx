import { Clock } from 'lucide-react'
import { Spinner } from '@/components/ui/spinner'
import type { PendingSpend } from '@/lib/credits/pending'
import { formatDelta } from '@/lib/format'

/** A spend that is under way: it will become an entry of the ledger, or go away again. */
export function PendingRow({ spend }: { spend: PendingSpend }) {
  return (
    <li className="flex items-start gap-4 border-b bg-muted/50 px-5 py-3.5 last:border-b-0 sm:px-6">
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere font-medium text-sm">{spend.reason}</p>
        <p className="flex items-center gap-1.5 text-muted-foreground text-sm">
          {spend.isQueued ? (
            <>
              <Clock aria-hidden className="size-3.5" /> Waits on this device
            </>
          ) : (
            <>
              <Spinner className="size-3.5" /> Saving…
            </>
          )}
        </p>
      </div>
      <p className="font-semibold text-muted-foreground text-sm tabular-nums">{formatDelta(-spend.amount)}</p>
    </li>
  )
}
