'use client'

import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { creditDesk, type DeskArgs } from './live'
import type { CreditDesk } from './schema'

/** The live list of creators, with the ledger of the chosen one. For administrators. */
export function useCreditDesk(
  args: DeskArgs,
  initial: Snapshot<CreditDesk> | undefined,
): LiveView<CreditDesk> {
  return useLiveQuery(creditDesk, args, initial && { initial })
}
