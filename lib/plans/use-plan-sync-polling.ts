'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import { getPlanFeed } from './actions'
import { planEvents } from './feed'
import type { PlanFeed } from './feed-schema'
import { pollWhileVisible } from './poll-while-visible'
import { connectedEvent, type PlanSync, type PlanSyncEvent, type PlanSyncOptions } from './sync-event'
import { useSwitch } from './use-switch'

const INTERVAL_MS = 5_000

/**
 * The same events as `usePlanSync` for where no socket gets through, by a read every `interval` milliseconds while the
 * page is in sight. What happens and is undone between two reads is not told.
 */
export function usePlanSyncPolling(
  callback: (event: PlanSyncEvent) => void,
  enabled = true,
  interval = INTERVAL_MS,
  { planId = null }: PlanSyncOptions = {},
): PlanSync {
  const { isOn, turnOff } = useSwitch(enabled)
  const [isReached, setReached] = useState(false)
  const tell = useEffectEvent((event: PlanSyncEvent) => callback(event))

  useEffect(() => {
    if (!isOn) return
    let known: PlanFeed | undefined
    let isOver = false

    async function poll() {
      const { data, asOf } = { asOf: undefined, ...(await attempt(() => getPlanFeed({ planId }))) }
      if (isOver) return
      setReached(data !== undefined)
      if (data === undefined) return
      if (known === undefined) tell(connectedEvent(planId, asOf))
      else for (const event of planEvents(known, data)) tell(event)
      known = data
    }

    const stop = pollWhileVisible(poll, interval)
    return () => {
      isOver = true
      stop()
      setReached(false)
    }
  }, [isOn, interval, planId])

  return { isConnected: isOn && isReached, disconnect: turnOff }
}
