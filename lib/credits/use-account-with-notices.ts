'use client'

import { isOwnWrite } from '@/lib/action/own-writes'
import type { Snapshot } from '@/lib/realtime/live-query'
import type { LiveView } from '@/lib/realtime/use-live-query'
import { changesElsewhere, type Notice, noticesFor } from './ledger'
import type { CreditAccount } from './schema'
import { useCreditAccount } from './use-credit-account'

/** The live account of `userId`; `onChange` hears of what changed past this tab. */
export function useAccountWithNotices(
  userId: string,
  initial: Snapshot<CreditAccount> | undefined,
  onChange: (notice: Notice) => void,
): LiveView<CreditAccount> {
  return useCreditAccount(userId, {
    ...(initial && { initial }),
    onUpdate(next, previous, cause) {
      if (previous === undefined) return
      const changes = changesElsewhere(previous.entries, next.entries, userId, isOwnWrite)
      noticesFor(changes, userId, cause === 'catch-up').forEach(onChange)
    },
  })
}
