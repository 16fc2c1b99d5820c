'use client'

import { useEffect, useEffectEvent } from 'react'

/** Where a browser cannot tell when it is at rest. */
const FALLBACK_MS = 500

/** Runs once when the page has painted and the browser has nothing else to do: for what will be wanted next. */
export function useIdle(run: () => void): void {
  const runNow = useEffectEvent(run)
  useEffect(() => {
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(() => runNow(), FALLBACK_MS)
      return () => clearTimeout(timer)
    }
    const handle = requestIdleCallback(() => runNow())
    return () => cancelIdleCallback(handle)
  }, [])
}
