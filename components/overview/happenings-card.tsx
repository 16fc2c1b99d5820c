'use client'

import { Activity } from 'lucide-react'
import { useState } from 'react'
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { commitToScreenMs } from '@/lib/overview/latency'
import type { Happening } from '@/lib/overview/schema'
import { useRealtimeInspector } from '@/lib/realtime/use-realtime-inspector'
import { HappeningRow } from './happening-row'

/** What was done last, in any system and by whatever way, and how long it took from the commit to this screen. */
export function HappeningsCard({ happenings }: { happenings: Happening[] }) {
  const { events, latency } = useRealtimeInspector()
  const [watchedSince] = useState(happenings[0]?.happenedAt ?? '')

  return (
    <Card aria-labelledby="happenings-title" className="overflow-hidden">
      <CardHeader className="pb-4">
        <CardTitle id="happenings-title">Happening now</CardTitle>
        <CardDescription>{latencyWords(latency)}</CardDescription>
      </CardHeader>
      {happenings.length === 0 && (
        <EmptyState icon={Activity} title="Nothing yet">
          What anyone does, here, in Studio or by SQL, appears here by itself.
        </EmptyState>
      )}
      <ol data-testid="happenings" className="border-t">
        {happenings.map((happening) => (
          <HappeningRow
            key={happening.key}
            happening={happening}
            isNew={Date.parse(happening.happenedAt) > Date.parse(watchedSince)}
            latencyMs={commitToScreenMs(happening, events)}
          />
        ))}
      </ol>
    </Card>
  )
}

function latencyWords({ count, p50Ms, p95Ms }: ReturnType<typeof useRealtimeInspector>['latency']): string {
  if (count === 0 || p50Ms === null || p95Ms === null) return 'From all systems, the newest first.'
  const changes = count === 1 ? '1 change' : `${count} changes`
  return `${changes} seen since you are here: half on screen within ${Math.round(p50Ms)} ms of the commit, 95 % within ${Math.round(p95Ms)} ms.`
}
