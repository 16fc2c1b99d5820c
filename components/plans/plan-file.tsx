'use client'

import { FileX } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Alert } from '@/components/ui/alert'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import type { DeskPlan, PlanDesk, PlanHistory as PlanHistoryPage } from '@/lib/plans/desk-schema'
import { changeActor } from '@/lib/plans/diff'
import { usePlanDesk } from '@/lib/plans/use-plan-desk'
import { usePlanHistory } from '@/lib/plans/use-plan-history'
import type { Snapshot } from '@/lib/realtime/live-query'
import { PlanFileSkeleton } from './desk-skeletons'
import { EditingNow } from './editing-now'
import { PlanEditor } from './plan-editor'
import { PlanFacts } from './plan-facts'
import { PlanHistory } from './plan-history'

type Props = {
  planId: string
  viewer: { id: string; name: string }
  desk: Snapshot<PlanDesk> | undefined
  history: Snapshot<PlanHistoryPage> | undefined
}

/** One plan: its form, how it stands, and all it has been. A deleted one can be brought back from here. */
export function PlanFile({ planId, viewer, desk, history }: Props) {
  const view = usePlanDesk(desk)
  const past = usePlanHistory(planId, history)
  const plan = view.data?.plans.find(({ id }) => id === planId)
  const known = useLastKnown(plan, view.data === undefined)
  const canWrite = view.status !== 'offline'
  const deletion = past.changes[0]?.op === 'DELETE' ? past.changes[0] : undefined

  return (
    <>
      <PageHeader
        title={known?.name ?? deletion?.before?.name ?? 'Plan'}
        description="What you save is on every open screen at once."
        actions={
          <Link href="/admin/plans" className={buttonVariants({ variant: 'outline' })}>
            All plans
          </Link>
        }
      />
      <ReadProblem view={view} what="plan" />
      {view.isLoading && <PlanFileSkeleton />}
      {view.data && (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:gap-6">
          {known ? (
            <PlanEditor plan={known} viewerId={viewer.id} canWrite={canWrite && plan !== undefined}>
              <EditingNow planId={planId} name={viewer.name} />
              {!plan && (
                <Alert kind="warning" title="This plan has been deleted">
                  {deletion && `By ${changeActor(deletion, viewer.id)}. `}
                  What you typed is still here. To save it, restore the plan from its history first.
                </Alert>
              )}
            </PlanEditor>
          ) : (
            <Card>
              <EmptyState
                icon={FileX}
                title={deletion ? 'This plan has been deleted' : 'There is no such plan'}
              >
                {deletion && 'Any version of its history can be restored.'}
              </EmptyState>
            </Card>
          )}
          <div className="grid gap-5 lg:gap-6">
            {plan && <PlanFacts plan={plan} canWrite={canWrite} />}
            <PlanHistory history={past} current={plan ?? null} viewerId={viewer.id} canWrite={canWrite} />
          </div>
        </div>
      )}
    </>
  )
}

/** The plan as it was seen last, so that a form outlives the deletion of what it shows; nothing once nothing may be seen. */
function useLastKnown(plan: DeskPlan | undefined, isEmpty: boolean): DeskPlan | undefined {
  const [known, setKnown] = useState(plan)
  const next = isEmpty ? undefined : (plan ?? known)
  if (next !== known) setKnown(next)
  return next
}
