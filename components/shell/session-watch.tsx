'use client'

import { useEffect } from 'react'

const CHANNEL = 'rowcast-session'

/**
 * Keeps the tabs of a browser on one account. Each page says whom it was rendered for; a page of somebody else
 * reloads, and the server decides what it may show. What the browser kept for anyone else is removed.
 */
export function SessionWatch({ userId }: { userId: string | null }) {
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = (event: MessageEvent<string | null>) => {
      if (event.data !== userId) window.location.reload()
    }
    channel.postMessage(userId)
    void forgetOthers(userId)
    return () => channel.close()
  }, [userId])

  return null
}

async function forgetOthers(userId: string | null): Promise<void> {
  if (typeof indexedDB === 'undefined') return
  const { forgetLastKnown } = await import('@/lib/realtime/last-known')
  await forgetLastKnown((owner) => owner !== userId)
  const { forgetOutboxOfLeaver, forgetOutboxOfOthers } = await import('@/lib/action/outbox-ports')
  // A session that expired is no reason to lose what its person did: that goes when they sign out, or somebody else
  // comes.
  await (userId === null ? forgetOutboxOfLeaver() : forgetOutboxOfOthers(userId))
}
