'use client'

import { Download, FileUp, Plus } from 'lucide-react'
import Link from 'next/link'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Button, buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { downloadText } from '@/components/ui/download'
import { PageHeader } from '@/components/ui/page-header'
import { listPlans } from '@/lib/plans/desk-list'
import type { DeskPlan, PlanDesk } from '@/lib/plans/desk-schema'
import { usePlanDesk } from '@/lib/plans/use-plan-desk'
import type { Snapshot } from '@/lib/realtime/live-query'
import { DeletedPlans } from './deleted-plans'
import { DeskPresence } from './desk-presence'
import { DeskSkeleton } from './desk-skeletons'
import { DeskTable } from './desk-table'
import { DeskToolbar } from './desk-toolbar'
import { useDeskFilter } from './use-desk-filter'

type Props = { adminName: string; initial: Snapshot<PlanDesk> | undefined }

/** The administrators' table of plans. What it shows, and in which order, is in the address. */
export function DeskWorkspace({ adminName, initial }: Props) {
  const view = usePlanDesk(initial)
  const { filter, setFilter, text, field } = useDeskFilter()
  const { data, isLoading, status } = view
  const plans = data && listPlans(data.plans, { ...filter, search: text })

  return (
    <>
      <PageHeader
        title="Plans"
        description="What you change here is on every open screen at once."
        actions={<DeskPresence name={adminName} />}
      />
      <div className="flex flex-wrap gap-3">
        <Link href="/admin/plans/new" className={buttonVariants()}>
          <Plus aria-hidden />
          New plan
        </Link>
        <Link href="/admin/plans/import" className={buttonVariants({ variant: 'outline' })}>
          <FileUp aria-hidden />
          Import
        </Link>
        <Button
          variant="outline"
          disabled={!plans || plans.length === 0}
          onClick={() => exportPlans(plans ?? [])}
        >
          <Download aria-hidden />
          Export
        </Button>
      </div>
      <ReadProblem view={view} what="list of plans" />
      <Card aria-label="All plans" className="overflow-hidden">
        <DeskToolbar field={field} filter={filter} onFilter={setFilter} count={plans?.length} />
        {isLoading && <DeskSkeleton />}
        {plans && data && (
          <DeskTable
            plans={plans}
            hasAny={data.plans.length > 0}
            filter={filter}
            onFilter={setFilter}
            canWrite={status !== 'offline'}
          />
        )}
      </Card>
      {data && data.deleted.length > 0 && <DeletedPlans plans={data.deleted} />}
    </>
  )
}

/** What the table shows, as it shows it. Reading and writing of files comes when it is asked for. */
async function exportPlans(plans: DeskPlan[]) {
  const { writePlanFile } = await import('@/lib/plans/csv-write')
  downloadText(`plans-${new Date().toISOString().slice(0, 10)}.csv`, writePlanFile(plans))
}
