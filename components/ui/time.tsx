'use client'

import { useSyncExternalStore } from 'react'
import { formatDate, formatInstant, formatRelative } from '@/lib/format'

const STEP_MS = 30_000

type TimeProps = { value: string; className?: string }

/** How long ago `value` (ISO 8601) was, kept up to date; the exact time is its title. */
export function RelativeTime({ value, className }: TimeProps) {
  const nowMs = useSyncExternalStore<number | null>(subscribeToClock, clockMs, nothingYet)
  // The server knows neither the reader's clock nor time zone, so the first text is the exact time in UTC.
  return (
    <time dateTime={value} title={nowMs === null ? undefined : formatInstant(value)} className={className}>
      {nowMs === null ? formatInstant(value, 'UTC') : formatRelative(value, nowMs)}
    </time>
  )
}

/** `value` (ISO 8601) in the reader's time zone. */
export function DateTime({ value, className }: TimeProps) {
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  return (
    <time dateTime={value} className={className}>
      {isHydrated ? formatInstant(value) : formatInstant(value, 'UTC')}
    </time>
  )
}

/** The day of `value` (ISO 8601) in the reader's time zone. */
export function Day({ value, className }: TimeProps) {
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  return (
    <time dateTime={value} title={isHydrated ? formatInstant(value) : undefined} className={className}>
      {formatDate(value, isHydrated ? undefined : 'UTC')}
    </time>
  )
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for all times on the page. */
function subscribeToClock(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const tell of listeners) tell()
  }, STEP_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

// In steps, so that asking twice gives the same answer.
function clockMs(): number {
  return Math.floor(Date.now() / STEP_MS) * STEP_MS
}

function nothingYet(): null {
  return null
}

function subscribeToNothing() {
  return () => {}
}
