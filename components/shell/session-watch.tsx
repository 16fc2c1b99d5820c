'use client'

import { useEffect } from 'react'
import { forgetOthers } from './forget-others'

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
