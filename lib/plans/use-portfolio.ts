'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { portfolio } from './live'
import type { Portfolio } from './schema'

/** What `userId` has invested and follows, live; a visitor (null) has nothing, and nothing is read. */
export function usePortfolio(
  userId: string | null,
  options?: LiveQueryOptions<Portfolio>,
): LiveView<Portfolio> {
  return useLiveQuery(portfolio, userId === null ? null : { userId }, options)
}
