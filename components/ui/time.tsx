'use client'

import { useEffect, useState } from 'react'
import { formatInstant, formatRelative } from '@/lib/format'

const REFRESH_MS = 30_000

type TimeProps = { value: string; className?: string }

/** How long ago `value` (ISO 8601) was, kept up to date; the exact time is its title. */
export function RelativeTime({ value, className }: TimeProps) {
  const nowMs = useNowMs()
  // The server knows neither the reader's clock nor time zone, so the first text is the exact time in UTC.
  return (
    <time dateTime={value} title={nowMs === null ? undefined : formatInstant(value)} className={className}>
      {nowMs === null ? formatInstant(value, 'UTC') : formatRelative(value, nowMs)}
    </time>
  )
}

/** `value` (ISO 8601) in the reader's time zone. */
export function DateTime({ value, className }: TimeProps) {
  const isHydrated = useNowMs() !== null
  return (
    <time dateTime={value} className={className}>
      {isHydrated ? formatInstant(value) : formatInstant(value, 'UTC')}
    </time>
  )
}

function useNowMs(): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null)
  useEffect(() => {
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}
