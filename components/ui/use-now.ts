'use client'

import { useEffect, useState } from 'react'

/**
 * The server's time in milliseconds: `serverTime` (ISO 8601, as of now) carried on by the browser's stopwatch.
 * A wrong clock in the browser does not matter, and the first render equals the server's.
 */
export function useNow(serverTime: string, stepMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.parse(serverTime))
  useEffect(() => {
    const offsetMs = Date.parse(serverTime) - performance.now()
    const tick = () => setNowMs(offsetMs + performance.now())
    tick()
    const timer = setInterval(tick, stepMs)
    return () => clearInterval(timer)
  }, [serverTime, stepMs])
  return nowMs
}
