'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import { touchProfile } from './actions'
import type { RoundTrip } from './self-check'

/** An event that has not come by then is taken for lost. */
const LOST_AFTER_MS = 10_000

/**
 * Makes a change and waits for its event: once when changes begin to flow, and whenever `run` is called.
 * `lastEventAt`: when the last event of the change's table was heard.
 */
export function useRoundTrip(isLive: boolean, lastEventAt: number | null) {
  const [roundTrip, setRoundTrip] = useState<RoundTrip>(null)
  const startedAt = useRef<number | null>(null)

  async function run() {
    startedAt.current = Date.now()
    setRoundTrip({ state: 'running' })
    const { success } = await attempt(() => touchProfile())
    if (success) return
    startedAt.current = null
    setRoundTrip({ state: 'failed' })
  }

  const start = useEffectEvent(() => void run())
  useEffect(() => {
    if (isLive) start()
  }, [isLive])

  useEffect(() => {
    if (lastEventAt === null || startedAt.current === null || lastEventAt < startedAt.current) return
    setRoundTrip({ state: 'arrived', tookMs: lastEventAt - startedAt.current })
    startedAt.current = null
  }, [lastEventAt])

  useEffect(() => {
    if (roundTrip?.state !== 'running') return
    const timer = setTimeout(() => setRoundTrip({ state: 'lost' }), LOST_AFTER_MS)
    return () => clearTimeout(timer)
  }, [roundTrip])

  return { roundTrip, run }
}
