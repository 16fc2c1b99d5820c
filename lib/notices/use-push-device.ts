'use client'

import { useEffect, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { ErrorInfo } from '@/lib/result'
import { removePushSubscription, savePushSubscription } from './actions'
import {
  canReceivePushes,
  currentEndpoint,
  deviceLabel,
  PUSH_UNREACHABLE,
  subscribeDevice,
  unsubscribeDevice,
} from './push-device'
import type { Device } from './schema'

type PushDevice = {
  /** `checking` until the browser has answered; `unsupported` when it shows no pushes. */
  state: 'checking' | 'unsupported' | 'off' | 'on'
  isBusy: boolean
  error: ErrorInfo | null
  turnOn: () => Promise<void>
  turnOff: () => Promise<void>
}

/** Whether this browser is one of `devices`, and the way in and out. `serverKey`: the public VAPID key. */
export function usePushDevice(serverKey: string, devices: Device[]): PushDevice {
  const [endpoint, setEndpoint] = useState<string | null | 'checking' | 'unsupported'>('checking')
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<ErrorInfo | null>(null)
  const own = devices.find((device) => device.endpoint === endpoint)

  useEffect(() => {
    if (!canReceivePushes()) return setEndpoint('unsupported')
    // A browser that cannot say has none.
    currentEndpoint().then(setEndpoint, () => setEndpoint(null))
  }, [])

  async function whileBusy(work: () => Promise<ErrorInfo | null>) {
    setIsBusy(true)
    setError(null)
    // A browser may refuse at any step; the switch must not stay dead for it.
    setError(await work().catch(() => PUSH_UNREACHABLE))
    setIsBusy(false)
  }

  function turnOn() {
    return whileBusy(async () => {
      const subscribed = await subscribeDevice(serverKey)
      if (!subscribed.success) return subscribed.error
      const saved = await attempt(() =>
        savePushSubscription({ ...subscribed.data, label: deviceLabel(navigator.userAgent) }),
      )
      if (!saved.success) return saved.error
      setEndpoint(subscribed.data.endpoint)
      return null
    })
  }

  function turnOff() {
    return whileBusy(async () => {
      if (own) {
        const removed = await attempt(() => removePushSubscription({ id: own.id }))
        if (!removed.success) return removed.error
      }
      await unsubscribeDevice()
      setEndpoint(null)
      return null
    })
  }

  return { state: stateOf(endpoint, own !== undefined), isBusy, error, turnOn, turnOff }
}

function stateOf(endpoint: string | null, isKnown: boolean): PushDevice['state'] {
  if (endpoint === 'checking' || endpoint === 'unsupported') return endpoint
  return isKnown ? 'on' : 'off'
}
