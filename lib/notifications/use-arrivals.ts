'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { Snapshot } from '@/lib/realtime/live-query'
import type { LiveView } from '@/lib/realtime/use-live-query'
import type { Notice } from './arrivals'
import { browserClaims } from './claims'
import type { Inbox } from './schema'
import { createTeller } from './teller'
import { useInbox } from './use-inbox'

/** The newest page of one's inbox; `onArrival` hears of what comes while the page is open, once in all tabs. */
export function useArrivals(
  userId: string,
  initial: Snapshot<Inbox> | undefined,
  onArrival: (notice: Notice) => void,
): LiveView<Inbox> {
  const show = useEffectEvent(onArrival)
  const [teller, setTeller] = useState<ReturnType<typeof createTeller>>()

  useEffect(() => {
    const opened = createTeller({
      claim: browserClaims(),
      isVisible: () => !document.hidden,
      show: (notice) => show(notice),
    })
    setTeller(opened)
    document.addEventListener('visibilitychange', opened.inSight)
    return () => document.removeEventListener('visibilitychange', opened.inSight)
  }, [])

  return useInbox(userId, null, {
    ...(initial && { initial }),
    onUpdate(next, previous, cause) {
      // Without a render to begin with, the first read may find anything that this browser has not seen for days.
      if (previous === undefined || (cause === 'start' && initial === undefined)) return
      teller?.changed(next, previous, cause === 'catch-up')
    },
  })
}
