'use client'

import { useState } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import type { PlanChange } from '@/lib/plans/desk-schema'
import type { PlanFields } from '@/lib/plans/schema'
import type { PlanHistoryView } from '@/lib/plans/use-plan-history'
import { ChangeEntry } from './change-entry'
import { HistorySkeleton } from './desk-skeletons'
import { RestoreDialog } from './restore-dialog'

type Props = {
  history: PlanHistoryView
  /** The plan as it is now; null while it is deleted. */
  current: PlanFields | null
  viewerId: string
  canWrite: boolean
}

/** Who changed what and when, the latest first; any version can be brought back. */
export function PlanHistory({ history, current, viewerId, canWrite }: Props) {
  const { view, changes, hasMore, isLoadingMore, loadError, loadMore } = history
  const [chosen, setChosen] = useState<PlanChange | null>(null)

  return (
    <Card aria-labelledby="plan-history-title" className="@container">
      <CardHeader className="pb-2">
        <CardTitle id="plan-history-title">History</CardTitle>
      </CardHeader>
      {view.error && (
        <div className="px-5 pb-3 sm:px-6">
          <ReadProblem view={view} what="history" />
        </div>
      )}
      {view.isLoading && <HistorySkeleton />}
      <ol data-testid="plan-history">
        {changes.map((change, index) => (
          <ChangeEntry
            key={change.id}
            change={change}
            viewerId={viewerId}
            // What the plan is already cannot be restored; a deletion can be undone.
            onRestore={index === 0 && change.op !== 'DELETE' ? null : () => setChosen(change)}
          />
        ))}
      </ol>
      {loadError && <p className="px-5 pb-2 text-destructive text-sm sm:px-6">{loadError.message}</p>}
      {hasMore && (
        <div className="border-t p-3">
          <Button variant="ghost" aria-busy={isLoadingMore} onClick={loadMore} className="w-full">
            {isLoadingMore ? 'Loading…' : 'Older versions'}
          </Button>
        </div>
      )}
      {chosen && (
        <RestoreDialog
          change={chosen}
          current={current}
          canWrite={canWrite}
          onClose={() => setChosen(null)}
        />
      )}
    </Card>
  )
}
