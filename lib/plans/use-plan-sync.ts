'use client'

import { useEffect, useEffectEvent } from 'react'
import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { planEvents } from './feed'
import { planFeed } from './live'
import { connectedEvent, type PlanSync, type PlanSyncEvent, type PlanSyncOptions } from './sync-event'
import { useSwitch } from './use-switch'

/**
 * Tells `callback` of every change of the plans that the reader may see: CONNECTED when changes begin to arrive (again
 * after each interruption, with what was missed), then CREATE, UPDATE and DELETE. All users of one page share a
 * subscription.
 */
export function usePlanSync(
  callback: (event: PlanSyncEvent) => void,
  enabled = true,
  { planId = null }: PlanSyncOptions = {},
): PlanSync {
  const { isOn, turnOff } = useSwitch(enabled)
  const { data, isSubscribed, asOf } = useLiveQuery(
    planFeed,
    { planId },
    {
      enabled: isOn,
      onUpdate: (next, previous) => previous && planEvents(previous, next).forEach(callback),
    },
  )
  const isConnected = isOn && isSubscribed && data !== undefined

  const greet = useEffectEvent(() => callback(connectedEvent(planId, asOf)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: another plan is another connection.
  useEffect(() => {
    if (isConnected) greet()
  }, [isConnected, planId])

  return { isConnected, disconnect: turnOff }
}
