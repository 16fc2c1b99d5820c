'use client'

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useSyncStatus } from '@/lib/realtime/use-sync-status'
import { type AnyWrite, createOutbox, type Outbox, type OutboxItem } from './outbox'
import { browserOutboxPorts } from './outbox-ports'

/** While something waits, the server is tried this often in a visible tab. */
const RETRY_MS = 10_000
const NOTHING: OutboxItem[] = []

const OutboxContext = createContext<Outbox | null>(null)

type Props = {
  userId: string
  /** Every write that may wait, so that each can be sent from any page. */
  writes: AnyWrite[]
  children: ReactNode
}

/** Keeps writes that the server did not answer, and sends them when it can be reached again. */
export function OutboxProvider({ userId, writes, children }: Props) {
  const [outbox, setOutbox] = useState<Outbox | null>(null)
  const { status } = useSyncStatus()

  useEffect(() => {
    if (typeof BroadcastChannel !== 'function') return
    const { ports, close } = browserOutboxPorts(userId, () => void opened.refresh())
    const opened = createOutbox(userId, writes, ports)
    setOutbox(opened)
    void opened.refresh()
    return () => {
      close()
      setOutbox(null)
    }
  }, [userId, writes])

  useDrain(outbox, status)
  return <OutboxContext value={outbox}>{children}</OutboxContext>
}

/** Null before hydration and where there is no outbox: writes are sent directly then. */
export function useOutbox(): Outbox | null {
  return useContext(OutboxContext)
}

/** What waits or was refused, oldest first. */
export function useOutboxItems(): OutboxItem[] {
  const outbox = useOutbox()
  return useSyncExternalStore(
    outbox?.subscribe ?? subscribeToNothing,
    outbox?.getSnapshot ?? getNothing,
    getNothing,
  )
}

/** Sends at once when something says that the server may be back, and now and then while something waits. */
function useDrain(outbox: Outbox | null, status: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that goes live or online has just reached the server.
  useEffect(() => {
    if (!outbox) return
    const drain = () => void outbox.drain()
    const drainIfWaiting = () => {
      const isWaiting = outbox.getSnapshot().some(({ refusal }) => refusal === null)
      if (isWaiting && !document.hidden && navigator.onLine !== false) drain()
    }
    drain()
    window.addEventListener('online', drain)
    const timer = setInterval(drainIfWaiting, RETRY_MS)
    return () => {
      window.removeEventListener('online', drain)
      clearInterval(timer)
    }
  }, [outbox, status])
}

function subscribeToNothing() {
  return () => {}
}

function getNothing(): OutboxItem[] {
  return NOTHING
}
