'use client'

import type { Snapshot } from '@/lib/realtime/live-query'
import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { overview } from './live'
import type { Overview } from './schema'

const ALL = {}

/** What is happening, live. For administrators. */
export function useOverview(initial: Snapshot<Overview> | undefined): LiveView<Overview> {
  return useLiveQuery(overview, ALL, initial && { initial })
}
