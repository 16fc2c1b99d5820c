'use client'

import { useQueuedWrite } from '@/lib/action/use-queued-write'
import { queuedSpend } from './queued'
import type { PendingSpends } from './use-pending-spends'

/** A spend that is on the screen before it is in the database, and leaves the screen when it is refused. Offline it waits. */
export function useSpend(spends: PendingSpends) {
  return useQueuedWrite(queuedSpend, { onSend: spends.begin, onAnswer: spends.settle })
}
