'use client'

import { useEffect, useRef, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { ErrorInfo, Result } from '@/lib/result'
import { exportOrders } from './actions'
import type { ExportRow } from './export-schema'
import type { DeskArgs } from './inputs'

type Filter = Pick<DeskArgs, 'search' | 'status' | 'payment'>

export type OrderExport = {
  /** How many are read so far; null while nothing is under way. */
  readCount: number | null
  error: ErrorInfo | null
  /** All orders of the filter, newest first; null when stopped, failed, or already under way. */
  collect: (filter: Filter) => Promise<ExportRow[] | null>
  stop: () => void
}

/** Reads orders for a file, page after page. Stops when its screen goes. */
export function useOrderExport(): OrderExport {
  const [readCount, setReadCount] = useState<number | null>(null)
  const [error, setError] = useState<ErrorInfo | null>(null)
  const isStopped = useRef(false)

  useEffect(() => {
    isStopped.current = false
    return () => {
      isStopped.current = true
    }
  }, [])

  async function collect(filter: Filter): Promise<ExportRow[] | null> {
    if (readCount !== null) return null
    isStopped.current = false
    setError(null)
    setReadCount(0)
    const answer = await readAll(filter, setReadCount, () => isStopped.current)
    setReadCount(null)
    if (answer === null) return null
    setError(answer.error ?? null)
    return answer.data ?? null
  }

  return {
    readCount,
    error,
    collect,
    stop() {
      isStopped.current = true
    },
  }
}

/** Null when stopped. */
async function readAll(
  { search, status, payment }: Filter,
  onRead: (count: number) => void,
  isStopped: () => boolean,
): Promise<Result<ExportRow[]> | null> {
  const orders: ExportRow[] = []
  for (;;) {
    const last = orders.at(-1)
    const after = last ? { createdAt: last.created_at, id: last.id } : null
    const page = await attempt(() => exportOrders({ search, status, payment, after }))
    if (isStopped()) return null
    if (!page.success) return page
    if (page.data.length === 0) return { success: true, data: orders }
    orders.push(...page.data)
    onRead(orders.length)
  }
}
