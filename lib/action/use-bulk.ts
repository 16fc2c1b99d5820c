'use client'

import { useEffect, useRef, useState } from 'react'
import { attempt } from './attempt'
import { type BulkRow, runBulk, type SendChunk } from './bulk'

export type { BulkRow } from './bulk'

export type Bulk<Item> = {
  /** Empty until something was started. */
  rows: BulkRow<Item>[]
  isRunning: boolean
  isStopping: boolean
  /** Does nothing while it runs. */
  start: (items: Item[], send: SendChunk<Item>) => Promise<void>
  /** Lets go of what has not been sent yet. */
  stop: () => void
  /** Forgets the outcomes. */
  reset: () => void
}

/** One write for many rows, each with its own outcome; it can be stopped, and stops when its screen goes. */
export function useBulk<Item>(chunkSize: number): Bulk<Item> {
  const [rows, setRows] = useState<BulkRow<Item>[]>([])
  const [state, setState] = useState<'idle' | 'running' | 'stopping'>('idle')
  const isStopped = useRef(false)

  useEffect(() => {
    isStopped.current = false
    return () => {
      isStopped.current = true
    }
  }, [])

  return {
    rows,
    isRunning: state !== 'idle',
    isStopping: state === 'stopping',
    async start(items, send) {
      if (state !== 'idle') return
      isStopped.current = false
      setState('running')
      await runBulk(items, {
        chunkSize,
        send: (chunk) => attempt(() => send(chunk)),
        isStopped: () => isStopped.current,
        onChange: setRows,
      })
      setState('idle')
    },
    stop() {
      isStopped.current = true
      setState('stopping')
    },
    reset: () => setRows([]),
  }
}
