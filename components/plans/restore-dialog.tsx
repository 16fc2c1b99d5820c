'use client'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notify } from '@/components/ui/notify'
import { useWrite } from '@/lib/action/use-write'
import { restorePlan } from '@/lib/plans/actions'
import type { PlanChange } from '@/lib/plans/desk-schema'
import { diffPlans } from '@/lib/plans/diff'
import type { PlanFields } from '@/lib/plans/schema'
import { DiffList } from './diff-list'
import { ImpactWords } from './impact-words'

type Props = {
  /** The version that is brought back. Of a deletion it is what was deleted. */
  change: PlanChange
  /** The plan as it is now; null while it is deleted. */
  current: PlanFields | null
  canWrite: boolean
  onClose: () => void
}

/** Shows what restoring changes before it is done. */
export function RestoreDialog({ change, current, canWrite, onClose }: Props) {
  const write = useWrite(restorePlan)
  const wanted = change.after ?? change.before
  const lines = diffPlans(current, wanted)

  async function confirm() {
    const result = await write.send({ planId: change.planId, version: change.version })
    if (!result?.success) return
    const { name, version } = result.data
    notify.success(`${name} is restored`, { description: `As version ${version}` })
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Restore version ${change.version}?`}
      description={
        current === null
          ? 'The plan comes back with these fields, as a new version.'
          : 'These fields go back to what they were, as a new version.'
      }
    >
      {lines.length === 0 ? (
        <p className="text-sm">The plan is just like this already.</p>
      ) : (
        <DiffList label="What is restored" lines={lines} />
      )}
      {current !== null && reachesTerms(current, wanted) && (
        <p className="text-pretty text-muted-foreground text-sm">
          <ImpactWords
            planId={change.planId}
            happens={{ one: 'takes over these terms', many: 'take over these terms' }}
            none="Nobody has an active investment in it."
          />
        </p>
      )}
      {write.error && <Alert kind="error">{write.error.message}</Alert>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="outline" onClick={onClose}>
          Back
        </Button>
        <Button
          disabled={!canWrite || write.isSending || lines.length === 0}
          aria-busy={write.isSending}
          onClick={confirm}
        >
          {write.isSending ? 'Restoring…' : 'Restore'}
        </Button>
      </div>
    </Dialog>
  )
}

function reachesTerms(current: PlanFields, wanted: PlanFields | null): boolean {
  return current.roiPercent !== wanted?.roiPercent || current.durationDays !== wanted.durationDays
}
