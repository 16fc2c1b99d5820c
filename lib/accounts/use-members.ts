'use client'

import { type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { members } from './live'
import type { Member } from './schema'

/** The people that `search` finds, live. For admins. */
export function useMembers(search: string, initial: Member[]): LiveView<Member[]> {
  return useLiveQuery(members, { search }, { initial: { data: initial } })
}
