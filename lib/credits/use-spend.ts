'use client'

import { useWrite } from '@/lib/action/use-write'
import { spendCredits } from './actions'
import type { PendingSpends } from './use-pending-spends'

/** A spend that is on the screen before it is in the database, and leaves the screen when it is refused. */
export function useSpend(spends: PendingSpends) {
  return useWrite(spendCredits, { onSend: spends.begin, onAnswer: spends.settle })
}
