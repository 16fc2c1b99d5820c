'use client'

import dynamic from 'next/dynamic'
import { memo } from 'react'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useNow } from '@/components/ui/use-now'
import { balanceSeries } from '@/lib/credits/ledger'
import type { LedgerEntry } from '@/lib/credits/schema'
import { BalanceTable } from './balance-table'

const CLOCK_STEP_MS = 30_000

// The chart and its library come after everything else: the number above it says what matters.
const BalanceChart = dynamic(() => import('./balance-chart').then((module) => module.BalanceChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[15.75rem]" />,
})

type Props = { entries: LedgerEntry[]; serverTime: string }

/** The balance over time, as a chart and as a table. */
export const HistoryCard = memo(function HistoryCard({ entries, serverTime }: Props) {
  const points = balanceSeries(entries, useNow(serverTime, CLOCK_STEP_MS))
  if (points.length === 0) return null

  return (
    <Card aria-labelledby="history-title">
      <CardHeader>
        <CardTitle id="history-title">Balance over time</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        <BalanceChart points={points} />
        <BalanceTable points={points} />
      </CardContent>
    </Card>
  )
})
