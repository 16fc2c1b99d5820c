'use client'

import { type ReactNode, useEffect } from 'react'
import type { Snapshot } from '@/lib/realtime/live-query'
import type { CreditAccount } from './schema'
import { useGetCreditsStore } from './use-get-credits-store'
import { useRealtimeCredits } from './use-realtime-credits'

type Props = {
  children: ReactNode
  enableRealtime?: boolean
  /** What the server rendered, if it did: then nothing below waits for a read. */
  initial?: Snapshot<CreditAccount> | undefined
}

/** Keeps the credits store at what the database says. Without it the store stands still. */
export function RealtimeCreditsProvider({ children, enableRealtime = true, initial }: Props) {
  const { credits } = useRealtimeCredits({ enableRealtime, initial })
  const setCredits = useGetCreditsStore((store) => store.setCredits)
  useEffect(() => setCredits(credits), [credits, setCredits])
  // Nobody's credits outlive the pages that show them.
  useEffect(() => () => setCredits(null), [setCredits])
  return children
}
