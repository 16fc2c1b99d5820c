'use client'

import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button, buttonVariants } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ProgressBar } from '@/components/ui/progress-bar'
import { formatCount } from '@/lib/format'
import { usePlanImport } from '@/lib/plans/use-plan-import'
import { useSyncStatus } from '@/lib/realtime/use-sync-status'
import { ImportPicker } from './import-picker'
import { ImportPreview } from './import-preview'
import { ImportProblems } from './import-problems'

/** A file of plans, from choosing it to what became of it. */
export function ImportWorkspace() {
  const { state, read, start, resume, reset } = usePlanImport()
  const canWrite = useSyncStatus().status !== 'offline'

  switch (state.step) {
    case 'idle':
      return <ImportPicker problem={state.problem} onFile={read} />
    case 'checking':
      return <Progress title={`Checking ${state.name}…`} done={state.done} total={state.total} />
    case 'preview':
      return (
        <ImportPreview
          name={state.name}
          rows={state.rows}
          canWrite={canWrite}
          onStart={start}
          onCancel={reset}
        />
      )
    case 'importing':
      return <Progress title={`Importing ${state.name}…`} done={state.done} total={state.total} />
    case 'stopped':
      return (
        <Progress title={`Stopped importing ${state.name}`} done={state.done} total={state.total}>
          <Alert kind="error">{state.error.message} No plan was made twice, and none will be.</Alert>
          <div className="flex flex-wrap gap-3">
            <Button onClick={resume}>Go on</Button>
            <Button variant="ghost" onClick={reset}>
              Leave it at that
            </Button>
          </div>
        </Progress>
      )
    case 'done':
      return (
        <div className="grid gap-5">
          <Card>
            <EmptyState
              icon={CircleCheck}
              title={`${formatCount(state.imported)} ${state.imported === 1 ? 'plan' : 'plans'} imported`}
              action={
                <div className="flex flex-wrap justify-center gap-3">
                  <Link href="/admin/plans" className={buttonVariants()}>
                    See the plans
                  </Link>
                  <Button variant="outline" onClick={reset}>
                    Import another file
                  </Button>
                </div>
              }
            >
              {state.failed.length > 0 && 'Some rows were refused meanwhile: they are listed below.'}
            </EmptyState>
          </Card>
          {state.failed.length > 0 && (
            <Card aria-label="Refused rows">
              <ImportProblems rows={state.failed} />
            </Card>
          )}
        </div>
      )
  }
}

type ProgressProps = { title: string; done: number; total: number; children?: ReactNode }

function Progress({ title, done, total, children }: ProgressProps) {
  return (
    <Card aria-label={title}>
      <CardContent className="grid gap-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <p role="status" className="wrap-anywhere font-medium">
            {title}
          </p>
          <p className="text-muted-foreground text-sm tabular-nums">
            {formatCount(done)} of {formatCount(total)}
          </p>
        </div>
        <ProgressBar label={title} done={done} total={total} />
        {children}
      </CardContent>
    </Card>
  )
}
