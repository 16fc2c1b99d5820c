'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { creditAccount } from './live'
import type { CreditAccount } from './schema'

/** The live account of `userId`; null while it is not known who asks. However many use it, it is read once. */
export function useCreditAccount(
  userId: string | null,
  options?: LiveQueryOptions<CreditAccount>,
): LiveView<CreditAccount> {
  return useLiveQuery(creditAccount, userId === null ? null : { userId }, options)
}
