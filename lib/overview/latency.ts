import type { RecordedEvent } from '@/lib/realtime/recorder'
import type { Happening } from './schema'

/** A log line is written before its transaction commits; a transaction that takes longer is not told. */
const LONGEST_TRANSACTION_MS = 2_000

type Heard = Pick<RecordedEvent, 'watch' | 'commitAt' | 'commitToScreenMs'>

/** How long `happening` took from its commit to this screen, in milliseconds; null when it was there before. */
export function commitToScreenMs({ watched, happenedAt }: Happening, events: Heard[]): number | null {
  const happenedMs = Date.parse(happenedAt)
  let closest: Heard | null = null
  let closestMs = LONGEST_TRANSACTION_MS
  for (const event of events) {
    if (event.watch.table !== watched || event.commitAt === null) continue
    const afterMs = Date.parse(event.commitAt) - happenedMs
    // The commit time of an event is in whole milliseconds.
    if (afterMs < -1 || afterMs >= closestMs) continue
    closest = event
    closestMs = afterMs
  }
  return closest?.commitToScreenMs ?? null
}
